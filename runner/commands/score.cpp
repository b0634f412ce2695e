// SPDX-License-Identifier: Apache-2.0
#include "runner/commands/score.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <unordered_set>

#include "core/base/error.hpp"
#include "core/base/file.hpp"
#include "core/base/log.hpp"
#include "core/dataset/coco_file.hpp"
#include "core/evaluation/coco_boxes.hpp"
#include "core/evaluation/coco_results.hpp"
#include "core/evaluation/coco_summary.hpp"
#include "core/evaluation/npy_file.hpp"
#include "runner/commands/print.hpp"
#include "runner/commands/score_options.hpp"
#include "runner/exit_code.hpp"

namespace assay::runner {
namespace {

using evaluation::Detection;
using evaluation::Metric;
using evaluation::Parameters;
using evaluation::Summary;

/// All that is evaluated.
struct Boxes {
  std::vector<std::int64_t> images;
  std::vector<std::int64_t> categories;
  std::vector<dataset::Annotation> annotations;
  std::vector<Detection> detections;

  evaluation::BoxInput input() const { return {images, categories, annotations, detections}; }
};

void warn(const std::string& line) {
  log::warn("score", line);
}

void warn_of_categories(const Boxes& boxes) {
  const std::unordered_set<std::int64_t> known(boxes.categories.begin(), boxes.categories.end());
  const auto count = std::count_if(
      boxes.detections.begin(), boxes.detections.end(),
      [&](const Detection& detection) { return !known.contains(detection.category_id); });
  if (count == 0) return;
  warn(
      fmt::format("{} predictions are of categories that the ground truth does not have; they are "
                  "left out",
                  count));
}

void warn_of_limits(const Parameters& parameters) {
  const auto& limits = parameters.max_detections;
  if (std::find(limits.begin(), limits.end(), 100U) != limits.end()) return;
  warn("--max-dets has no 100: AP is -1, as in pycocotools; AP50 and the others are not affected");
}

Boxes read_boxes(const std::string& ground_truth, const std::string& predictions) {
  Boxes boxes;
  dataset::CocoFile coco = in_context([] { return "reading the ground truth"; },
                                      [&] { return dataset::read_coco_file(ground_truth); });
  for (const std::string& line : dataset::coco_warnings(coco)) warn(line);
  for (const auto& image : coco.images) boxes.images.push_back(image.id);
  for (const auto& category : coco.categories) boxes.categories.push_back(category.id);
  boxes.annotations = std::move(coco.truth.annotations);
  boxes.detections =
      in_context([] { return "reading the predictions"; },
                 [&] { return evaluation::read_coco_results(predictions, boxes.images); });
  warn_of_categories(boxes);
  return boxes;
}

std::string table_of(const Summary& summary) {
  std::string text;
  for (const Metric& metric : summary) {
    text += metric.value ? fmt::format("{:<6} {:>9.6f}\n", metric.name, *metric.value)
                         : fmt::format("{:<6} not defined\n", metric.name);
  }
  return text;
}

std::string json_of(const Summary& summary) {
  nlohmann::ordered_json metrics = nlohmann::ordered_json::object();
  for (const Metric& metric : summary) {
    metrics[metric.name] = metric.value ? nlohmann::ordered_json(*metric.value) : nullptr;
  }
  const nlohmann::ordered_json document = {
      {"schema", 1}, {"command", "score"}, {"metrics", {{"bbox", metrics}}}};
  return document.dump(2) + "\n";
}

/// --json must not overwrite what is scored.
void check_output(const ParsedOptions& options) {
  const auto file = options.text("json");
  if (!file) return;
  for (const std::size_t input : {std::size_t{0}, std::size_t{1}}) {
    std::error_code absent;
    if (!std::filesystem::equivalent(*file, options.positional(input), absent)) continue;
    throw Error(ErrorKind::usage,
                fmt::format("--json names {}, which is an input; name another file", *file));
  }
}

}  // namespace

int run_score(const std::vector<std::string>& arguments) {
  const CommandSpec spec = score_spec();
  const auto options = parse(spec, arguments);
  if (!options) {
    print(help_text(spec));
    return static_cast<int>(ExitCode::pass);
  }
  check_task(*options);
  check_output(*options);
  const Parameters parameters = parameters_of(*options);
  warn_of_limits(parameters);
  const Boxes boxes = read_boxes(options->positional(0), options->positional(1));
  const evaluation::Arrays arrays = evaluation::evaluate_boxes(boxes.input(), parameters);
  const Summary summary = evaluation::summarise(arrays, parameters);
  if (const auto directory = options->text("arrays")) evaluation::write_arrays(*directory, arrays);
  if (const auto file = options->text("json")) write_file_atomically(*file, json_of(summary));
  print(table_of(summary));
  return static_cast<int>(ExitCode::pass);
}

}  // namespace assay::runner
