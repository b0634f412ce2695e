// SPDX-License-Identifier: Apache-2.0
// Fields of a prediction as plain numbers, checked against each other.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/evaluation/class_map.hpp"
#include "core/predict/field.hpp"

namespace assay::evaluation {

/// `classes` or `labels`: indices, or names. At most one is not empty.
struct PredictedClasses {
  std::vector<std::int64_t> indices;
  std::vector<std::string> names;

  std::size_t size() const { return indices.size() + names.size(); }
  /// The category of the i-th, nullopt where the data set does not have the class.
  std::optional<std::size_t> category(std::size_t i, const ClassMap& map) const;
};

struct BoxFields {
  std::vector<std::array<double, 4>> boxes;  // x1,y1,x2,y2
  PredictedClasses classes;
  std::vector<double> scores;
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

}  // namespace assay::evaluation
