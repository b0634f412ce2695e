// SPDX-License-Identifier: Apache-2.0
// Fields of a prediction as plain numbers, checked against each other.
#pragma once

#include <array>
#include <string>
#include <variant>
#include <vector>

#include "core/evaluation/class_map.hpp"
#include "core/evaluation/field_reader.hpp"
#include "core/predict/field.hpp"

namespace assay::evaluation {

struct BoxFields {
  std::vector<std::array<double, 4>> boxes;  // x1,y1,x2,y2
  PredictedClasses classes;
  std::vector<double> scores;
};

struct MaskFields {
  std::vector<image::RunLengths> masks;
  PredictedClasses classes;
  std::vector<double> scores;
  std::vector<std::array<double, 4>> boxes;  // x1,y1,x2,y2; empty where they were not given
};

struct KeypointFields {
  std::vector<double> keypoints;  // [N, K, 3]
  PredictedClasses classes;       // empty where they were not given
  std::vector<double> scores;     // 1 where they were not given
};

/// Either {classes, scores}, or probabilities alone.
struct ClassFields {
  PredictedClasses classes;
  std::vector<double> scores;
  std::vector<double> probabilities;
};

/// The fields, or what is wrong with them.
std::variant<BoxFields, std::string> read_box_fields(const predict::Prediction& prediction,
                                                     const ClassMap& map);
std::variant<ClassFields, std::string> read_class_fields(const predict::Prediction& prediction,
                                                         const ClassMap& map);
std::variant<MaskFields, std::string> read_mask_fields(const predict::Prediction& prediction,
                                                       const ClassMap& map, image::Size image);
/// `each`: keypoints of an object. Classes may be left out where the model has but one.
std::variant<KeypointFields, std::string> read_keypoint_fields(
    const predict::Prediction& prediction, const ClassMap& map, std::size_t each);

}  // namespace assay::evaluation
