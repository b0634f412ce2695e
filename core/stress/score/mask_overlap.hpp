// SPDX-License-Identifier: Apache-2.0
// Masks whose edges are not known to the pixel.
#pragma once

#include <cstdint>

#include "core/image/run_lengths.hpp"

namespace assay::stress {

/// What is not known of an object's mask.
struct MaskDoubt {
  std::int64_t pixels = 0;                    // how far its edge may be from where it is
  const image::RunLengths* hidden = nullptr;  // where nobody can see it; null: nowhere
};

/// Intersection over union, where a pixel of either mask that is no further than `doubt` from the
/// other is one of both, and those that are hidden count nowhere; exactly that of the masks where
/// nothing is in doubt. All are of one size.
double mask_overlap(const image::RunLengths& detection, const image::RunLengths& object,
                    const MaskDoubt& doubt);

/// The part of the detection that is no further than `doubt` from the object, or hidden.
double covered_part(const image::RunLengths& detection, const image::RunLengths& object,
                    const MaskDoubt& doubt);

}  // namespace assay::stress
