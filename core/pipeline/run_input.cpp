// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/run_input.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "core/base/error.hpp"
#include "core/base/source.hpp"
#include "core/dataset/only_categories.hpp"
#include "core/dataset/truth_fit.hpp"
#include "core/definition/dataset_paths.hpp"
#include "core/definition/implied_problem_type.hpp"
#include "core/evaluation/image_classification.hpp"
#include "core/evaluation/image_to_image.hpp"
#include "core/evaluation/instance_segmentation.hpp"
#include "core/evaluation/keypoint_detection.hpp"
#include "core/evaluation/object_detection.hpp"
#include "core/evaluation/regression.hpp"
#include "core/evaluation/semantic_segmentation.hpp"
#include "core/pipeline/gates.hpp"
#include "core/pipeline/label_free.hpp"
#include "core/pipeline/name_list.hpp"
#include "core/pipeline/target_image.hpp"
#include "core/pipeline/truth_files.hpp"

namespace assay::pipeline {
namespace {

using definition::ProblemType;

/// The same limit as for images that are read.
void check_image_size(const definition::Definition& definition, const definition::Model& model) {
  constexpr std::int64_t kMostPixels = 100'000'000;
  const auto& size = model.runtime.image_size;
  if (!size || std::int64_t{size->first} * size->second <= kMostPixels) return;
  throw error_at(
      ErrorKind::definition, definition::runtime_source(definition, model),
      model.runtime.predict.mark,
      fmt::format("batch.image_size of '{}' has more than {} pixels", model.name, kMostPixels));
}

/// A fault within the data set has its own file and line; the definition's says who names it.
dataset::Dataset load(const definition::Definition& definition, const definition::Dataset& spec,
                      bool outlines) {
  const Mark mark = spec.annotations.empty() ? spec.images_mark : spec.annotations_mark;
  return in_context(
      [&] {
        return fmt::format("reading data set '{}' ({}:{}:{})", spec.name, definition.source.name,
                           mark.line, mark.column);
      },
      [&] {
        const ProblemType task = definition.project.problem_type;
        return outlines ? dataset::load_dataset_with_outlines(spec, task)
                        : dataset::load_dataset(spec, task);
      });
}

void check_truth(const definition::Definition& definition, const definition::Dataset& spec,
                 const dataset::Dataset& dataset) {
  const auto fault = dataset::unfit_truth(definition.project.problem_type, dataset);
  if (!fault) return;
  throw definition::error_in(definition, spec.mark,
                             fmt::format("data set '{}' {}", spec.name, *fault));
}

/// One for each keypoint of the objects, of which there are none but in Keypoints.
void check_sigmas(const definition::Definition& definition, const definition::Dataset& spec,
                  std::size_t keypoints) {
  const auto fault = dataset::unfit_sigmas(definition.project.problem_type,
                                           spec.keypoint_sigmas.size(), keypoints);
  if (!fault) return;
  throw definition::error_in(definition, spec.keypoint_sigmas_mark,
                             fmt::format("'keypoint_sigmas' {}", *fault));
}

evaluation::ClassMap match_classes(const definition::Definition& definition,
                                   const definition::Model& model, const definition::Classes& names,
                                   const dataset::Dataset& dataset) {
  if (!dataset::has_classes(definition.project.problem_type)) return {};
  return in_context([&] { return fmt::format("matching the classes of model '{}'", model.name); },
                    [&] { return evaluation::make_class_map(names, dataset); });
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

std::optional<std::size_t> numbers_of(const dataset::Dataset& dataset) {
  const auto* truth = std::get_if<dataset::RegressionTruth>(&dataset.truth);
  if (truth == nullptr) return std::nullopt;
  return truth->names.size();
}

/// After the classes are matched: which index is which class does not depend on what is evaluated.
void keep_only_categories(const definition::Dataset& spec, dataset::Dataset& dataset,
                          evaluation::ClassMap& classes) {
  if (spec.only_categories.empty()) return;
  evaluation::narrow(dataset::keep_only(spec.only_categories, dataset), dataset.categories,
                     classes);
  if (!dataset.datapoints.empty()) return;
  throw Error(ErrorKind::dataset,
              fmt::format("data set '{}': no datapoints are left; see only_categories", spec.name));
}

RunInput prepare(const definition::Definition& definition, const definition::Model& model,
                 const definition::Dataset& dataset_spec, const RunExtent& extent) {
  check_gates(definition);
  check_image_size(definition, model);
  definition::check_paths(definition, dataset_spec);
  dataset::Dataset dataset = load(definition, dataset_spec, extent.outlines);
  definition::Classes names = model.classes;
  if (extent.truth) {
    check_truth(definition, dataset_spec, dataset);
  } else {
    names = take_classes_of_model(definition, model, dataset);
  }
  evaluation::ClassMap classes = match_classes(definition, model, names, dataset);
  keep_only_categories(dataset_spec, dataset, classes);
  check_named_gates(definition, dataset);
  const bool poses = definition.project.problem_type == ProblemType::keypoints;
  const std::size_t keypoints = !poses         ? 0
                                : extent.truth ? evaluation::keypoints_of_objects(dataset)
                                               : keypoints_without_truth(dataset_spec, dataset);
  check_sigmas(definition, dataset_spec, keypoints);
  const std::size_t all = dataset.datapoints.size();
  const std::size_t total = std::min(all, extent.limit.value_or(all));
  check_truth_files(dataset, dataset_spec, total);
  const auto numbers = numbers_of(dataset);
  return {definition,         model, dataset_spec, std::move(dataset),
          std::move(classes), total, keypoints,    numbers};
}

}  // namespace

RunInput prepare_run(const definition::Definition& definition, const definition::Model& model,
                     const definition::Dataset& dataset_spec, const RunExtent& extent) {
  return definition::with_remark_on_type(
      definition.project, [&] { return prepare(definition, model, dataset_spec, extent); });
}

std::optional<std::string> fault_in(const predict::Outcome& outcome, const RunInput& input) {
  if (outcome.prediction() == nullptr) return std::nullopt;
  const predict::Prediction& prediction = *outcome.prediction();
  const dataset::Dataset& dataset = input.dataset;
  switch (input.definition.project.problem_type) {
    case ProblemType::classification:
      return evaluation::fault_in_classes(prediction, input.classes);
    case ProblemType::object_detection:
      return evaluation::fault_in_boxes(prediction, input.classes);
    case ProblemType::instance_segmentation:
      return evaluation::fault_in_masks(prediction, input.classes, outcome.image);
    case ProblemType::keypoints:
      return evaluation::fault_in_keypoints(prediction, input.classes, input.keypoints);
    case ProblemType::semantic_segmentation:
      return evaluation::fault_in_segmentation(prediction, input.classes, outcome.image);
    case ProblemType::image_regression:
      return evaluation::fault_in_values(prediction, input.numbers);
    case ProblemType::output_image:
      if (!std::holds_alternative<dataset::ImageTruth>(dataset.truth)) {
        return evaluation::fault_in_image(prediction, std::nullopt);
      }
      return evaluation::fault_in_image(prediction,
                                        target_size(dataset, input.dataset_spec, outcome.index));
    case ProblemType::custom:
      return std::nullopt;
  }
  return std::nullopt;
}

std::vector<std::string> warnings_about(const RunInput& input) {
  std::vector<std::string> warnings = input.dataset.warnings;
  if (const auto remark = definition::remark_on_implied_type(input.definition.project)) {
    warnings.push_back(*remark);
  }
  const evaluation::ClassMap& map = input.classes;
  warnings.insert(warnings.end(), map.notes.begin(), map.notes.end());
  if (!map.unmatched_classes.empty()) {
    warnings.push_back(fmt::format(
        "of the model's classes, {} {} not in the data set: {}", map.unmatched_classes.size(),
        map.unmatched_classes.size() == 1 ? "is" : "are", first_names(map.unmatched_classes)));
  }
  if (!map.unmatched_categories.empty()) {
    warnings.push_back(fmt::format("of the data set's categories, {} {} no class of the model: {}",
                                   map.unmatched_categories.size(),
                                   map.unmatched_categories.size() == 1 ? "is" : "are",
                                   first_names(counted(input.dataset, map.unmatched_categories))));
  }
  return warnings;
}

}  // namespace assay::pipeline
