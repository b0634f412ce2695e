// SPDX-License-Identifier: Apache-2.0
// Detections in a COCO results file: a list of {image_id, category_id, bbox [x,y,w,h], score}.
#pragma once

#include <filesystem>
#include <span>
#include <vector>

#include "core/evaluation/coco_boxes.hpp"

namespace assay::evaluation {

/// In the file's order. An empty list is a result, too. Throws Error{io} when the file cannot be
/// read; Error{dataset} naming the entries where it is no such list, where numbers are not finite,
/// and where an image is not among `image_ids`.
std::vector<Detection> read_coco_results(const std::filesystem::path& file,
                                         std::span<const std::int64_t> image_ids);

}  // namespace assay::evaluation
