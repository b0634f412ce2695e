// SPDX-License-Identifier: Apache-2.0
// What is written: a data set of objects with its objects by image.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/dataset/convert/losses.hpp"
#include "core/dataset/dataset.hpp"

namespace assay::dataset::convert {

struct ImageContent {
  std::string name;                  // path below the folder of images
  std::string id;                    // the same as text (datapoint_id.hpp)
  std::filesystem::path path;        // absolute
  std::optional<ImageSize> size;     // upright; nullopt where nobody knows
  std::vector<std::size_t> objects;  // in InstanceTruth::annotations, in the file's order
};

struct Content {
  Dataset dataset;  // its truth is an InstanceTruth; all categories, objects of the chosen ones
  std::vector<ImageContent> images;
  /// What a model calls each category: its id where the data set has class indices, else how many
  /// have a smaller id.
  std::vector<std::int64_t> class_numbers;
  std::size_t chosen_categories = 0;  // those that only_categories leaves
  bool boxes_count = false;           // and not outlines: the problem type is ObjectDetection

  const InstanceTruth& truth() const { return std::get<InstanceTruth>(dataset.truth); }
  /// Position of a category's id.
  std::size_t category(std::int64_t id) const;
  /// Whether the class numbers are others than 0 to one less than there are categories.
  bool has_gaps() const;
};

/// Whether the area is another than the box's.
bool has_own_area(const Annotation& object);

/// Throws Error{dataset} where the data set has no objects, or masks that are not of their image's
/// size.
Content read_content(const definition::Dataset& spec, definition::ProblemType task);

/// Refuses names that two images would share without their extensions.
void require_own_stems(const Content& content, std::string_view extension);

}  // namespace assay::dataset::convert
