// SPDX-License-Identifier: Apache-2.0
// The keypoints of one object drawn over a picture.
#pragma once

#include <string>

#include "core/report/picture_frame.hpp"
#include "core/report/results.hpp"

namespace assay::report {

/// Of the ground truth dots, and rings where a point is labelled but hidden; crosses of a
/// prediction. Points that are absent are left out. COCO's 17 of a person are joined as a body is.
/// "" where no point is there.
std::string keypoints_svg(const Object& object, const PictureFrame& frame);

}  // namespace assay::report
