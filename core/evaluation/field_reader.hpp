// SPDX-License-Identifier: Apache-2.0
// Reads the fields of one prediction one after another and keeps what is wrong with the first that
// is not as it should be.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/evaluation/class_map.hpp"
#include "core/image/run_lengths.hpp"
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

/// Nothing of what was read means anything once fault() is not "". Prediction and map must outlive
/// it.
class FieldReader {
 public:
  FieldReader(const predict::Prediction& prediction, const ClassMap& map)
      : prediction_(prediction), map_(map) {}

  const std::string& fault() const { return fault_; }
  void fail(std::string fault);

  bool has(std::string_view name) const { return prediction_.find(name) != nullptr; }
  /// The field, which must be an array; else nullptr.
  const predict::Array* array(std::string_view name);
  std::vector<double> finite_numbers(std::string_view name);
  std::vector<std::array<double, 4>> boxes();
  PredictedClasses classes();
  /// Of `masks` [N,H,W], else `rle`, else `polygons`; all of that size.
  std::vector<image::RunLengths> masks(image::Size size);
  /// [N, K, 3], flat.
  std::vector<double> keypoints(std::size_t each);

  void require_as_many(std::size_t count, std::string_view name, std::size_t scores);
  void require_all_classes(std::size_t count);
  /// Of indices that the model returned as classes.
  void require_known(const std::vector<std::int64_t>& indices);

 private:
  void check_corners(const std::array<double, 4>& box, std::size_t i);
  std::vector<std::string> names_in(const predict::Value& value);
  const predict::Value::List* list(std::string_view name);
  std::vector<image::RunLengths> masks_in_array(image::Size size);
  std::vector<image::RunLengths> masks_in_texts(image::Size size);
  std::vector<image::RunLengths> masks_in_polygons(image::Size size);
  /// Appends one polygon of instance `i`, filled.
  bool fill(const predict::Value& polygon, std::size_t i, std::vector<image::RunLengths>& parts,
            image::Size size);

  const predict::Prediction& prediction_;
  const ClassMap& map_;
  std::string fault_;
};

}  // namespace assay::evaluation
