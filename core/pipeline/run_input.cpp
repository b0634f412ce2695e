// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/run_input.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "core/base/error.hpp"
#include "core/base/source.hpp"
#include "core/definition/dataset_paths.hpp"
#include "core/evaluation/image_classification.hpp"
#include "core/evaluation/object_detection.hpp"
#include "core/pipeline/gates.hpp"

namespace assay::pipeline {
namespace {

using definition::ProblemType;

void check_problem_type(const definition::Definition& definition) {
  const ProblemType type = definition.project.problem_type;
  if (type == ProblemType::object_detection || type == ProblemType::classification) return;
  throw Error(ErrorKind::definition,
              fmt::format("{}: project.problem_type is {}; this version evaluates ObjectDetection "
                          "and Classification",
                          definition.source.name, definition::name_of(type)));
}

/// The same limit as for images that are read.
void check_image_size(const definition::Definition& definition, const definition::Model& model) {
  constexpr std::int64_t kMostPixels = 100'000'000;
  const auto& size = model.runtime.image_size;
  if (!size || std::int64_t{size->first} * size->second <= kMostPixels) return;
  throw definition::error_in(
      definition, model.runtime.predict.mark,
      fmt::format("batch.image_size of '{}' has more than {} pixels", model.name, kMostPixels));
}

/// A fault within the data set has its own file and line; the definition's says who names it.
dataset::Dataset load(const definition::Definition& definition, const definition::Dataset& spec) {
  const Mark mark = spec.annotations.empty() ? spec.images_mark : spec.annotations_mark;
  return in_context(
      [&] {
        return fmt::format("reading data set '{}' ({}:{}:{})", spec.name, definition.source.name,
                           mark.line, mark.column);
      },
      [&] { return dataset::load_dataset(spec, definition.project.problem_type); });
}

void check_truth(const definition::Definition& definition, const definition::Dataset& spec,
                 const dataset::Dataset& dataset) {
  const bool boxes = definition.project.problem_type == ProblemType::object_detection;
  const bool fits = boxes ? std::holds_alternative<dataset::InstanceTruth>(dataset.truth)
                          : std::holds_alternative<dataset::ClassTruth>(dataset.truth);
  if (fits) return;
  throw definition::error_in(definition, spec.mark,
                             fmt::format("data set '{}' has no {}, which {} needs: use format {}",
                                         spec.name, boxes ? "boxes" : "class for each image",
                                         definition::name_of(definition.project.problem_type),
                                         boxes ? "COCO" : "ImageNet"));
}

/// The first few names of a list that may hold a thousand; they go to a terminal.
std::string sample(const std::vector<std::string>& names) {
  constexpr std::size_t kShown = 8;
  const std::size_t shown = std::min(names.size(), kShown);
  std::vector<std::string> head;
  for (std::size_t i = 0; i < shown; ++i) head.push_back(printable(names[i]));
  const std::string more =
      names.size() > shown ? fmt::format(", ... ({} in all)", names.size()) : "";
  return fmt::format("{}{}", fmt::join(head, ", "), more);
}

/// How often each category is in the truth; empty where that is not known without reading images.
std::vector<std::size_t> occurrences(const dataset::Dataset& dataset) {
  std::vector<std::size_t> counts(dataset.categories.size());
  if (const auto* truth = std::get_if<dataset::ClassTruth>(&dataset.truth)) {
    for (const std::size_t category : truth->classes) ++counts.at(category);
    return counts;
  }
  const auto* truth = std::get_if<dataset::InstanceTruth>(&dataset.truth);
  if (truth == nullptr) return {};
  std::unordered_map<std::int64_t, std::size_t> position;
  for (std::size_t i = 0; i < counts.size(); ++i) position[dataset.categories[i].id] = i;
  for (const dataset::Annotation& of : truth->annotations) ++counts[position.at(of.category_id)];
  return counts;
}

/// "cat (12)": categories with the number of their objects or images, the most frequent first.
std::vector<std::string> counted(const dataset::Dataset& dataset,
                                 std::vector<std::size_t> categories) {
  const std::vector<std::size_t> counts = occurrences(dataset);
  const auto count = [&](std::size_t i) { return counts.empty() ? 0 : counts[i]; };
  std::stable_sort(categories.begin(), categories.end(),
                   [&](std::size_t a, std::size_t b) { return count(a) > count(b); });
  std::vector<std::string> texts;
  for (const std::size_t i : categories) {
    const std::string& name = dataset.categories[i].name;
    texts.push_back(counts.empty() ? name : fmt::format("{} ({})", name, counts[i]));
  }
  return texts;
}

}  // namespace

RunInput prepare_run(const definition::Definition& definition, const definition::Model& model,
                     const definition::Dataset& dataset_spec, std::optional<std::size_t> limit) {
  check_problem_type(definition);
  check_gates(definition);
  check_image_size(definition, model);
  definition::check_paths(definition, dataset_spec);
  dataset::Dataset dataset = load(definition, dataset_spec);
  check_truth(definition, dataset_spec, dataset);
  evaluation::ClassMap classes =
      in_context([&] { return fmt::format("matching the classes of model '{}'", model.name); },
                 [&] { return evaluation::make_class_map(model.classes, dataset); });
  const std::size_t all = dataset.datapoints.size();
  const std::size_t total = std::min(all, limit.value_or(all));
  return {definition, model, dataset_spec, std::move(dataset), std::move(classes), total};
}

std::optional<std::string> fault_in(const predict::Prediction& prediction, const RunInput& input) {
  if (input.definition.project.problem_type == ProblemType::object_detection) {
    return evaluation::fault_in_boxes(prediction, input.classes);
  }
  return evaluation::fault_in_classes(prediction, input.classes);
}

std::vector<std::string> warnings_about(const RunInput& input) {
  std::vector<std::string> warnings = input.dataset.warnings;
  const evaluation::ClassMap& map = input.classes;
  warnings.insert(warnings.end(), map.notes.begin(), map.notes.end());
  if (!map.unmatched_classes.empty()) {
    warnings.push_back(fmt::format("{} classes of the model are not in the data set: {}",
                                   map.unmatched_classes.size(), sample(map.unmatched_classes)));
  }
  if (!map.unmatched_categories.empty()) {
    warnings.push_back(fmt::format("{} categories of the data set are no class of the model: {}",
                                   map.unmatched_categories.size(),
                                   sample(counted(input.dataset, map.unmatched_categories))));
  }
  return warnings;
}

}  // namespace assay::pipeline
