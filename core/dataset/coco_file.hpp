// SPDX-License-Identifier: Apache-2.0
// A COCO annotation file as it is: only its form is checked. What the references in it mean, and
// which of them are wrong, is for those who use it (load_coco.cpp, `assay score`).
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/dataset/dataset.hpp"

namespace assay::dataset {

struct CocoImage {
  std::int64_t id = 0;
  std::string file_name;               // "" where the file has none
  std::optional<ImageSize> size = {};  // where the file has both width and height
};

/// What of the annotations is read beside boxes; the rest is skipped.
struct CocoParts {
  bool shapes = false;     // `segmentation`
  bool keypoints = false;  // `keypoints` and `num_keypoints`, and what categories call them
  bool optional = false;   // annotations may lack them, or have an empty list
};

/// In the file's order.
struct CocoFile {
  std::vector<CocoImage> images;
  std::vector<Category> categories;
  InstanceTruth truth;
  std::string digest;  // SHA-256 of the bytes
};

/// Throws Error{io} when the file cannot be read; Error{dataset} where it is not JSON (line and
/// column), has no lists `images`, `annotations` and `categories`, or has records without what
/// evaluation needs (all of them, the first 20 in words). Where shapes or keypoints are read and
/// not optional, every annotation must have them.
CocoFile read_coco_file(const std::filesystem::path& file, const CocoParts& parts = {});

/// Remarks on what pycocotools takes in silence and what it does to the numbers: annotations with
/// id 0, ids of annotations, images or categories that are there twice, annotations of images or
/// categories that do not exist.
std::vector<std::string> coco_warnings(const CocoFile& coco);

}  // namespace assay::dataset
