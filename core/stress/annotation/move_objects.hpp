// SPDX-License-Identifier: Apache-2.0
// Annotations through a chain of transformations, so that a model which sees the transformed image
// perfectly is right by them.
#pragma once

#include <vector>

#include "core/image/pixels.hpp"
#include "core/stress/annotation/motion.hpp"
#include "core/stress/annotation/object.hpp"

namespace assay::stress {

struct VisibilityRules {
  /// With less of its area in the image an object is ignored; with none of it it is left out.
  double least_visible = 0.3;
  /// Objects that become smaller than this many pixels are ignored. Those that were smaller before
  /// are where less than this part of their area is left.
  double least_area = 4;
  double least_part = 0.5;
};

/// `objects` of an image of that size, after `motion`. Boxes are those of the moved outlines where
/// there are any; else they are ranges. Keypoints that leave the image are not labelled any more;
/// those of a mirrored object change sides (Object::opposite). What something hides as a whole is
/// ignored, as a little of it may still be seen.
/// The order is kept.
std::vector<Object> move_objects(std::vector<Object> objects, const Motion& motion,
                                 image::Size size, const VisibilityRules& rules,
                                 Workspace& workspace);

}  // namespace assay::stress
