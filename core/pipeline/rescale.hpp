// SPDX-License-Identifier: Apache-2.0
// With `batch.image_size` a model sees a resized image; this maps what it found back.
#pragma once

#include <optional>
#include <string>

#include "core/predict/outcome.hpp"

namespace assay::pipeline {

/// Maps boxes, polygons and keypoints from an image of size `seen` to the same image of size
/// `original`: x by width, y by height, computed in double and rounded once. Masks ([N,H,W]), run
/// lengths and segmentation maps ([H,W] or [1,H,W]) are resized by nearest neighbour. Fields
/// without pixels in them stay. Gives what is wrong when a field cannot be mapped: coordinates that
/// overflow, masks that would take more than 256 MiB; the prediction is then of no use.
std::optional<std::string> rescale(predict::Prediction& prediction, predict::ImageSize seen,
                                   predict::ImageSize original);

}  // namespace assay::pipeline
