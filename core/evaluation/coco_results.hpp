// SPDX-License-Identifier: Apache-2.0
// Detections in a COCO results file: a list of {image_id, category_id, score} with a `bbox`
// [x,y,width,height], a `segmentation`, `keypoints` [x1,y1,v1,...], or several of these.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <vector>

#include "core/dataset/shapes.hpp"
#include "core/evaluation/coco_input.hpp"
#include "core/evaluation/mask_similarity.hpp"

namespace assay::evaluation {

/// What of the entries is wanted.
enum class ResultPart { boxes, masks, keypoints };

/// In the file's order. What was not wanted is empty.
struct CocoResults {
  std::vector<Detection> detections;
  std::vector<double> areas;                      // as CocoInput wants them
  dataset::Shapes shapes;                         // masks
  std::vector<std::uint32_t> shape_of_detection;  // in `shapes`
  std::vector<double> keypoints;                  // [detections, keypoints_each, 3]
  std::size_t keypoints_each = 0;
};

/// As pycocotools' loadRes, the first entry decides what the file has: boxes, else segmentations,
/// else keypoints. What has segmentations has the boxes and areas of their pixels; what has
/// keypoints those of their extent; of boxes alone, the masks are rectangles. Where there are boxes
/// as well as masks or keypoints, areas are the boxes'. An empty list is a result, too.
/// `images` are those that may have results; sizes are needed only for polygons, {0, 0} where not
/// known. Throws Error{io} when the file cannot be read; Error{dataset} naming the entries where it
/// is no such list, where numbers are not finite, where an image is not known, and where the part
/// that is wanted is missing.
CocoResults read_coco_results(const std::filesystem::path& file, const ImageSizes& images,
                              ResultPart part);

}  // namespace assay::evaluation
