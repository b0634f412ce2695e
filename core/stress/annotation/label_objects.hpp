// SPDX-License-Identifier: Apache-2.0
// Annotations of transformed images as training wants them: one box for each object, where
// move_objects() says between which boxes it is.
#pragma once

#include <vector>

#include "core/stress/annotation/move_objects.hpp"

namespace assay::stress {

/// move_objects(), with one box instead of a range (`outer` and `inner` are equal): around the
/// moved outline or mask; of an object that is known by its box alone that of the ellipse in it,
/// moved. Turning the box itself makes boxes that are up to twice too large, and the ellipse has
/// the largest expected IoU (Kalra et al.: Towards rotation invariance in object detection, ICCV
/// 2021); where boxes stay upright it is the moved box. `filled` is such that the area changes as
/// that of the outline or mask does. Objects of which nothing is seen are left out, and so are
/// those whose outline or mask has nothing in the image. Without warps boxes stay exactly.
std::vector<Object> label_objects(const std::vector<Object>& objects, const Motion& motion,
                                  image::Size size, const VisibilityRules& rules,
                                  Workspace& workspace);

}  // namespace assay::stress
