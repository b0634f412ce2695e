// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/label_free.hpp"

#include <fmt/format.h>

#include "core/base/source.hpp"
#include "core/dataset/truth_fit.hpp"
#include "core/evaluation/keypoint_detection.hpp"

namespace assay::pipeline {
namespace {

constexpr std::size_t kKeypointsOfCoco = 17;

}  // namespace

definition::Classes take_classes_of_model(const definition::Definition& definition,
                                          const definition::Model& model,
                                          dataset::Dataset& dataset) {
  definition::Classes classes = model.classes;
  if (!dataset::has_classes(definition.project.problem_type)) return classes;
  if (classes.names.empty() && dataset.categories.empty()) {
    throw definition::error_in(
        definition, model.mark,
        fmt::format("the model '{}' has no 'classes', and the data set '{}' no categories; list "
                    "the names of the model's classes in 'classes'",
                    model.name, dataset.name));
  }
  if (classes.names.empty()) return classes;
  dataset.categories.clear();
  for (const std::string& name : classes.names) {
    dataset.categories.push_back({static_cast<std::int64_t>(dataset.categories.size()), name});
  }
  dataset.ids_are_class_indices = true;
  dataset.truth = std::monostate();
  classes.match = definition::ClassMatch::index;
  classes.remap.clear();  // to categories that are not asked
  return classes;
}

std::size_t keypoints_without_truth(const definition::Dataset& spec,
                                    const dataset::Dataset& dataset) {
  if (!spec.keypoint_sigmas.empty()) return spec.keypoint_sigmas.size();
  const auto* truth = std::get_if<dataset::InstanceTruth>(&dataset.truth);
  const bool has_some = truth != nullptr && !truth->keypoints.empty();
  return has_some ? evaluation::keypoints_of_objects(dataset) : kKeypointsOfCoco;
}

}  // namespace assay::pipeline
