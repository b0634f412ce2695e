// SPDX-License-Identifier: Apache-2.0
// What is to be seen of objects after a motion, found from the image's side: each small part of
// each pixel is followed back to where it comes from, and belongs to the object that is there.
// Annotations go the other way, outline by outline, and this shares no code with them.
#pragma once

#include <vector>

#include "core/stress/annotation/motion.hpp"
#include "core/stress/annotation/object.hpp"
#include "tests/support/oracle/answers.hpp"

namespace oracle {

/// Boxes of those of the objects of which anything is seen. Objects are what their polygons
/// enclose, as far as it is in the image; copies of them that a border shows are none.
std::vector<Seen> seen_objects(const std::vector<assay::stress::Object>& objects,
                               const assay::stress::Motion& motion, assay::image::Size size);

}  // namespace oracle
