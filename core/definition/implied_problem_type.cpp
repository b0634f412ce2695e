// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "core/definition/sections.hpp"

namespace assay::definition {
namespace {

/// What tells a kind of prediction from the others.
constexpr std::array<std::pair<std::string_view, ProblemType>, 8> kTelling{{
    {"keypoints", ProblemType::keypoints},
    {"masks", ProblemType::instance_segmentation},
    {"polygons", ProblemType::instance_segmentation},
    {"rle", ProblemType::instance_segmentation},
    {"segmentation", ProblemType::semantic_segmentation},
    {"probabilities", ProblemType::classification},
    {"regressed_values", ProblemType::image_regression},
    {"image_output", ProblemType::output_image},
}};

std::optional<ProblemType> told_by(const std::vector<std::string>& keys) {
  const auto has = [&](std::string_view key) {
    return std::find(keys.begin(), keys.end(), key) != keys.end();
  };
  std::optional<ProblemType> told;
  for (const auto& [key, type] : kTelling) {
    if (!has(key)) continue;
    if (told && *told != type) return std::nullopt;
    told = type;
  }
  if (told) return told;
  if (!has("classes")) return std::nullopt;
  return has("boxes") ? ProblemType::object_detection : ProblemType::classification;
}

/// A manifest may have anything for truth, or nothing.
bool has_known_truth(const Dataset& dataset) {
  return dataset.format != DatasetFormat::images && dataset.format != DatasetFormat::custom;
}

}  // namespace

std::optional<ProblemType> implied_problem_type(const Definition& definition) {
  const auto& datasets = definition.datasets;
  if (datasets.empty() || !std::all_of(datasets.begin(), datasets.end(), has_known_truth)) {
    return std::nullopt;
  }
  std::optional<ProblemType> type;
  for (const Model& model : definition.models) {
    const auto of_model = told_by(model.runtime.output_keys);
    if (!of_model || (type && *type != *of_model)) return std::nullopt;
    type = of_model;
  }
  return type;
}

}  // namespace assay::definition
