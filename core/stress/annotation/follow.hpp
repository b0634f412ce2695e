// SPDX-License-Identifier: Apache-2.0
// Single points through a whole motion.
#pragma once

#include "core/stress/annotation/motion.hpp"
#include "core/stress/annotation/object.hpp"

namespace assay::stress {

struct Followed {
  enum class Fate {
    seen,
    hidden,  // in the image, but something is in front of it
    lost,    // not in the image, or not in one on the way
  };
  Fate fate = Fate::seen;
  Point end;  // unless it is lost
};

Followed follow(Point position, const Motion& motion, image::Size size);

/// What something in front of an object leaves of it.
struct Uncovered {
  double part = 1;  // of what is in the image, not hidden
  Box around;       // about what is not hidden, where anything is; within some pixels
};

/// From points spread over the object before the motion.
Uncovered uncovered_by(const Object& object, const Motion& motion, image::Size size);

}  // namespace assay::stress
