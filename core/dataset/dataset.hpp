// SPDX-License-Identifier: Apache-2.0
// A data set in memory: which datapoints there are, in what order, and their ground truth. Pixels
// are not here; core/image decodes them when they are needed.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/dataset/shapes.hpp"
#include "core/definition/definition.hpp"

namespace assay::dataset {

struct Category {
  std::int64_t id = 0;
  std::string name;
  // Of COCO's files, where keypoints are read:
  std::vector<std::string> keypoints = {};  // their names, none where the file has none
  std::string skeleton = {};                // which of them belong together, as the file writes it
};

/// In pixels.
struct ImageSize {
  std::int64_t width = 0;
  std::int64_t height = 0;
  bool operator==(const ImageSize&) const = default;
};

/// One image. `id` is what messages and reports call it: its file name, as the annotations spell
/// it.
struct Datapoint {
  std::string id;
  std::int64_t image_id = 0;           // COCO's id, or the index in the data set
  std::filesystem::path path;          // absolute
  std::optional<ImageSize> size = {};  // as the annotations state it, before EXIF orientation
};

/// An object of an image, as COCO evaluation needs it. Numbers are exactly the file's.
struct Annotation {
  std::int64_t id = 0;
  std::int64_t image_id = 0;
  std::int64_t category_id = 0;
  double x = 0, y = 0, width = 0, height = 0;  // pixels
  double area = 0;                             // as in the file, never computed
  bool is_crowd = false;
  bool is_difficult = false;  // VOC's: it need not be found, and finding it is no mistake
  std::uint32_t labelled_keypoints = 0;  // COCO's num_keypoints, as in the file
  std::uint32_t keypoint_begin = 0;      // first and one behind the last of its triples in
  std::uint32_t keypoint_end = 0;        // InstanceTruth::keypoints
  std::uint32_t shape = kNoShape;        // in InstanceTruth::shapes
};

/// Annotations in the file's order. What a task does not need is not read.
struct InstanceTruth {
  std::vector<Annotation> annotations = {};
  Shapes shapes = {};                  // segmentations
  std::vector<double> keypoints = {};  // x, y, v: 0 not labelled, 1 labelled but hidden, 2 visible
};

/// Class of each datapoint, in the data set's order: an index into `Dataset::categories`.
struct ClassTruth {
  std::vector<std::size_t> classes;
  /// Whether the categories' ids are the model's class indices, as labels.csv can state. Otherwise
  /// they are positions in the sorted list of classes.
  bool ids_are_class_indices = false;
};

/// The class of each pixel, in image files; label_map.hpp reads them.
struct LabelMapTruth {
  std::vector<std::filesystem::path> maps;      // of each datapoint
  std::map<std::int64_t, std::size_t> classes;  // what a pixel says, and its Dataset::categories
  std::vector<std::int64_t> ignored;            // pixels that count nowhere
  std::int64_t max_pixels = 100'000'000;        // of one map
};

/// A part of an image in COCO's panoptic format: the pixels whose r + 256 g + 65536 b is `id`.
struct Segment {
  std::int64_t id = 0;
  std::size_t category = 0;  // index into Dataset::categories
  double area = 0;           // as in the file
  bool is_crowd = false;
};
struct PanopticTruth {
  std::vector<std::filesystem::path> maps;  // of each datapoint
  std::vector<Segment> segments;            // by datapoint
  std::vector<std::size_t> segment_begin;   // of each datapoint, and one behind the last
  std::int64_t max_pixels = 100'000'000;    // of one map
};

/// Numbers that a model should give for each datapoint.
struct RegressionTruth {
  std::vector<std::string> names;  // of the numbers of one datapoint
  std::vector<double> values;      // [datapoints, names]
};

/// The image that a model should return for each datapoint.
struct ImageTruth {
  std::vector<std::filesystem::path> targets;
};

/// Targets that assay does not score: JSON texts, one for each datapoint.
struct CustomTruth {
  std::vector<std::string> targets;
};

using Truth = std::variant<std::monostate, InstanceTruth, ClassTruth, LabelMapTruth, PanopticTruth,
                           RegressionTruth, ImageTruth, CustomTruth>;

struct Dataset {
  std::string name;
  std::vector<Datapoint> datapoints;  // COCO: file order of `images`; else sorted by file name
  std::vector<Category> categories;
  Truth truth;
  /// Of objects: whether the categories' ids are the model's class indices, as YOLO's are.
  bool ids_are_class_indices = false;
  std::string digest;  // SHA-256 of what was read: annotations, labels, list of files
  std::vector<std::string> warnings;  // loud remarks for the report: id 0, duplicate ids, ...
};

/// Reads the data set that the definition describes, whose paths are there
/// (definition::check_paths), as far as the task needs it: outlines for segmentation, keypoints for
/// Keypoints; only_categories.hpp is the caller's to apply. Which truths a format can give is its
/// reader's to say. Throws Error{dataset} naming file, place, cause and remedy, Error{io} when a
/// file cannot be read.
Dataset load_dataset(const definition::Dataset& spec, definition::ProblemType task);

/// The same with the outlines of objects where COCO annotations have them, also for detection: what
/// is turned needs them for tight boxes. Annotations without are not at fault.
Dataset load_dataset_with_outlines(const definition::Dataset& spec, definition::ProblemType task);

}  // namespace assay::dataset
