// SPDX-License-Identifier: Apache-2.0
#include "runner/commands/score.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "core/base/error.hpp"
#include "core/base/file.hpp"
#include "core/evaluation/npy_file.hpp"
#include "runner/commands/print.hpp"
#include "runner/commands/score_coco.hpp"
#include "runner/commands/score_options.hpp"
#include "runner/exit_code.hpp"

namespace assay::runner {
namespace {

using evaluation::Metric;
using evaluation::Summary;

std::string table_of(const Summary& summary) {
  std::string text;
  for (const Metric& metric : summary) {
    text += metric.value ? fmt::format("{:<6} {:>9.6f}\n", metric.name, *metric.value)
                         : fmt::format("{:<6} not defined\n", metric.name);
  }
  return text;
}

std::string json_of(const std::string& task, const Summary& summary) {
  nlohmann::ordered_json metrics = nlohmann::ordered_json::object();
  for (const Metric& metric : summary) {
    metrics[metric.name] = metric.value ? nlohmann::ordered_json(*metric.value) : nullptr;
  }
  const nlohmann::ordered_json document = {
      {"schema", 1}, {"command", "score"}, {"metrics", {{task, metrics}}}};
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
  check_output(*options);
  const CocoJob job = coco_job_of(*options);
  const CocoScore score = score_coco(job);
  if (const auto directory = options->text("arrays")) {
    evaluation::write_arrays(*directory, score.arrays);
  }
  if (const auto file = options->text("json")) {
    write_file_atomically(*file, json_of(*options->text("task"), score.summary));
  }
  print(table_of(score.summary));
  return static_cast<int>(ExitCode::pass);
}

}  // namespace assay::runner
