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

/// Those of the objects of which anything is seen. Objects are what their polygons enclose, as far
/// as it is in the image; copies of them that a border shows are none. A pixel is of the mask where
/// most of it is of the object, or as much as of any where it has no more of any. Keypoints are
/// where they are also behind something; those of a side, `opposite`, are called by their looks.
///
/// Classes of pixels are those of the pixels that are shown, copies as well: the object's category
/// and one, and 0 elsewhere. Whatever is in front of them, or of no image, is `kNoClass`. The
/// target image has a colour for each class, and moves alike; nothing is in front of it.
Shown shown_after(const std::vector<assay::stress::Object>& objects,
                  const assay::stress::Motion& motion, assay::image::Size size);

/// A class that no object has.
constexpr std::uint32_t kNoClass = 0;

}  // namespace oracle
