// SPDX-License-Identifier: Apache-2.0
// What a definition says about a data set. Paths are absolute, and not looked for.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/source.hpp"

namespace assay::definition {

enum class DatasetFormat {
  coco,              // instances, keypoints or panoptic: the annotation file says which
  imagenet,          // a folder for each class, a labels.csv, or a list "file index"
  voc,               // Pascal VOC: an XML file for each image
  yolo,              // a text file for each image: boxes or outlines
  label_maps,        // for each image an image of the class of each pixel (Cityscapes, VOC)
  image_pairs,       // for each image the image that a model should return
  image_regression,  // a CSV file with numbers for each image
  images,            // a folder of images without targets
  custom,            // a JSON-Lines manifest of inputs and targets
};
/// "COCO", ... as the definition spells it.
std::string_view name_of(DatasetFormat format);

enum class Exif { apply, ignore };
/// What a JPEG whose end is missing is.
enum class Truncated {
  error,  // unreadable
  warn,   // an image with grey where there was nothing; said in the journal
};

/// Names of a data set whose own files have numbers only: names[i] is what they call i.
struct CategoryNames {
  std::vector<std::string> names;  // may be empty; "" for a number that {number: name} leaves out
  Mark mark;                       // {0, 0} when not stated
};

struct Dataset {
  std::string name;
  DatasetFormat format = DatasetFormat::coco;
  std::string stage;
  std::filesystem::path images;       // data_url
  std::filesystem::path annotations;  // annotations_url; empty when not stated
  std::filesystem::path list;         // list_url: a file of the images to take, one a line
  std::filesystem::path masks;        // masks_url: folder of the PNGs of a panoptic file
  CategoryNames categories;
  std::vector<std::string> only_categories;  // empty: all
  Mark only_categories_mark;
  std::vector<std::int64_t> ignored_labels = {255};  // pixels of no class (label_maps)
  std::vector<double> keypoint_sigmas;               // of OKS, one for each keypoint; empty: COCO's
  Mark keypoint_sigmas_mark;
  std::string image_suffix;  // "_leftImg8bit": what a label or target
  std::string label_suffix;  // "_gtFine_labelTrainIds" has in its place
  Exif exif = Exif::apply;
  Truncated truncated = Truncated::error;
  /// RGB that pixels with alpha are laid over; nullopt: alpha is dropped.
  std::optional<std::array<std::uint8_t, 3>> background;
  std::int64_t max_pixels = 100'000'000;  // of one image
  std::optional<std::size_t> num_datapoints;
  Mark mark;
  Mark images_mark;       // of data_url's value
  Mark annotations_mark;  // {0, 0} when not stated
  Mark list_mark;         // the same
  Mark masks_mark;        // the same
};

}  // namespace assay::definition
