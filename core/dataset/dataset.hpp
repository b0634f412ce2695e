// SPDX-License-Identifier: Apache-2.0
// A data set in memory: which datapoints there are, in what order, and their ground truth. Pixels
// are not here; core/image decodes them when they are needed.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <variant>
#include <vector>

#include "core/definition/definition.hpp"

namespace assay::dataset {

struct Category {
  std::int64_t id = 0;
  std::string name;
};

/// One image. `id` is what messages and reports call it: its file name, as the annotations spell
/// it.
struct Datapoint {
  std::string id;
  std::int64_t image_id = 0;   // COCO's id, or the index in the data set
  std::filesystem::path path;  // absolute
};

/// A COCO annotation as box evaluation needs it. Numbers are exactly the file's.
struct BoxAnnotation {
  std::int64_t id = 0;
  std::int64_t image_id = 0;
  std::int64_t category_id = 0;
  double x = 0, y = 0, width = 0, height = 0;  // pixels
  double area = 0;                             // as in the file, never computed
  bool is_crowd = false;
};

/// Annotations in the file's order.
struct BoxTruth {
  std::vector<BoxAnnotation> annotations;
};

/// Class of each datapoint, in the data set's order: an index into `Dataset::categories`.
struct ClassTruth {
  std::vector<std::size_t> classes;
  /// Whether the categories' ids are the model's class indices, as labels.csv can state. Otherwise
  /// they are positions in the sorted list of classes.
  bool ids_are_class_indices = false;
};

struct Dataset {
  std::string name;
  std::vector<Datapoint> datapoints;  // COCO: file order of `images`; ImageNet: sorted by file name
  std::vector<Category> categories;
  std::variant<std::monostate, BoxTruth, ClassTruth> truth;
  std::string digest;  // SHA-256 of what was read: annotations, labels, list of files
  std::vector<std::string> warnings;  // loud remarks for the report: id 0, duplicate ids, ...
};

/// Reads the data set that the definition describes, whose paths are there
/// (definition::check_paths). Throws Error{dataset} naming file, place,
/// cause and remedy, Error{io} when a file cannot be read.
Dataset load_dataset(const definition::Dataset& spec);

}  // namespace assay::dataset
