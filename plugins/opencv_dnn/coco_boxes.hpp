// SPDX-License-Identifier: Apache-2.0
// Boxes that somebody else found or drew, by image: from a COCO annotation file, or from a file of
// COCO results with the annotation file that names its images.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <opencv2/core.hpp>
#include <optional>
#include <string>
#include <vector>

namespace opencv_dnn {

struct BoxFileOptions {
  std::optional<std::filesystem::path> boxes;   // annotations or results
  std::optional<std::filesystem::path> images;  // annotations, where `boxes` holds results
  std::int64_t category = 1;
  double threshold = 0;  // boxes must score at least this
};

struct ScoredBox {
  cv::Rect2d box;   // pixels
  float score = 1;  // 1 where the file has none
};

struct BoxesOfImage {
  cv::Size2d size;  // of the image whose pixels the boxes are in; empty where the file has none
  std::vector<ScoredBox> boxes;
};

/// By file name, in the file's order.
using BoxesByName = std::map<std::string, BoxesOfImage, std::less<>>;

/// Reads options.boxes, which is set. Leaves out crowds, and annotations whose `num_keypoints` is
/// 0. Throws assay::Error{argument} for a file that is no such, at its line, and where no box is
/// left.
BoxesByName read_coco_boxes(const BoxFileOptions& options);

}  // namespace opencv_dnn
