// SPDX-License-Identifier: Apache-2.0
// Puts together data sets of objects from formats that number nothing: images, annotations and
// categories get their numbers here.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/dataset/dataset.hpp"

namespace assay::dataset {

/// An object before it is numbered. Pixels.
struct ObjectBox {
  double x = 0, y = 0, width = 0, height = 0;
  std::optional<double> area = {};  // else the box's
  bool is_crowd = false;
  bool is_difficult = false;
};

class InstanceBuilder {
 public:
  /// Categories are those of spec.categories, or arise by their names.
  explicit InstanceBuilder(const definition::Dataset& spec);

  /// Begins an image of spec.images, by its path in there.
  void add_image(const std::string& name, std::optional<ImageSize> size);

  /// The number of a name; nullopt when the definition's categories do not have it.
  std::optional<std::size_t> category(const std::string& name);
  /// Whether the number is one of a category: the definition may leave numbers out.
  bool has_category(std::size_t number) const {
    return number < dataset_.categories.size() && !dataset_.categories[number].name.empty();
  }
  std::size_t category_count() const { return dataset_.categories.size(); }
  bool has_fixed_categories() const { return fixed_; }

  /// An object of the last image. The result lives until the next call; its shape and keypoints are
  /// the caller's to set.
  Annotation& add_object(std::size_t category, const ObjectBox& box);
  Shapes& shapes() { return truth_.shapes; }
  std::vector<double>& keypoints() { return truth_.keypoints; }

  /// The data set without warnings. Categories that arose are sorted by name.
  Dataset finish(std::string digest);

 private:
  void sort_categories();

  const definition::Dataset& spec_;
  bool fixed_;
  Dataset dataset_;
  InstanceTruth truth_;
  std::unordered_map<std::string, std::size_t> by_name_;
};

}  // namespace assay::dataset
