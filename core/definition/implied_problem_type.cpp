// SPDX-License-Identifier: Apache-2.0
#include "core/definition/implied_problem_type.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <vector>

namespace assay::definition {
namespace {

/// Fields that a prediction of a type has, and nothing but those and the ones beside them.
struct Telling {
  ProblemType type;
  std::vector<std::string_view> needed;
  std::vector<std::string_view> beside = {};
  std::vector<DatasetFormat> formats;  // that have such truth
};

const std::vector<Telling>& tellings() {
  using enum ProblemType;
  using From = DatasetFormat;
  static const std::vector<Telling> kTable{
      {classification, {"classes", "scores"}, {"probabilities"}, {From::imagenet}},
      {classification, {"probabilities"}, {"classes"}, {From::imagenet}},
      {object_detection, {"boxes", "classes", "scores"}, {}, {From::coco, From::voc, From::yolo}},
      {instance_segmentation, {"masks", "classes", "scores"}, {"boxes"}, {From::coco, From::yolo}},
      {instance_segmentation,
       {"polygons", "classes", "scores"},
       {"boxes"},
       {From::coco, From::yolo}},
      {instance_segmentation, {"rle", "classes", "scores"}, {"boxes"}, {From::coco, From::yolo}},
      {keypoints, {"keypoints"}, {"boxes", "classes", "scores"}, {From::coco}},
      {semantic_segmentation, {"segmentation"}, {}, {From::label_maps}},
      {image_regression, {"regressed_values"}, {}, {From::image_regression}},
      {output_image, {"image_output"}, {}, {From::image_pairs}},
  };
  return kTable;
}

template <class All, class One>
bool contains(const All& all, const One& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

/// Nothing is scored of these.
bool is_extra(std::string_view field) {
  return field == "instance_ids" || field == "text" || field == "embedding" ||
         field.starts_with("user.");
}

bool fits(const Telling& telling, const std::vector<std::string>& fields) {
  const auto has = [&](std::string_view field) { return contains(fields, field); };
  const auto known = [&](const std::string& field) {
    return is_extra(field) || contains(telling.needed, field) || contains(telling.beside, field);
  };
  return std::all_of(telling.needed.begin(), telling.needed.end(), has) &&
         std::all_of(fields.begin(), fields.end(), known);
}

bool fits(const Telling& telling, const Definition& definition) {
  const auto& models = definition.models;
  const auto& datasets = definition.datasets;
  return std::all_of(
             models.begin(), models.end(),
             [&](const Model& model) { return fits(telling, model.runtime.output_keys); }) &&
         std::all_of(datasets.begin(), datasets.end(), [&](const Dataset& dataset) {
           return contains(telling.formats, dataset.format);
         });
}

}  // namespace

std::optional<ProblemType> implied_problem_type(const Definition& definition) {
  if (definition.models.empty() || definition.datasets.empty()) return std::nullopt;
  for (const Telling& telling : tellings()) {
    if (fits(telling, definition)) return telling.type;
  }
  return std::nullopt;
}

std::optional<std::string> remark_on_implied_type(const Project& project) {
  if (project.states_problem_type || project.problem_type == ProblemType::custom) {
    return std::nullopt;
  }
  return fmt::format(
      "no problem_type is given: {}, as the models' output keys say; Custom would score nothing",
      name_of(project.problem_type));
}

}  // namespace assay::definition
