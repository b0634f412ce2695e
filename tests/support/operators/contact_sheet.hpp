// SPDX-License-Identifier: Apache-2.0
// A picture of what all operators do, for people to look at.
#pragma once

#include <string>
#include <vector>

#include "core/image/pixels.hpp"
#include "core/stress/operators/catalogue.hpp"

namespace assay::stress {

struct Sheet {
  image::Size size;
  std::vector<std::byte> rgb;

  image::PixelView view() const { return {rgb, size, image::PixelFormat::rgb}; }
};

/// An operator's strengths at a part of the way from where they do least to the end of what is
/// searched; on and off are on, and what is no strength is neutral.
Values values_at(const Operator& one, double part);

/// Each operator of one image at 30, 60 and 100 %, with boxes around the objects where it says
/// something of their places.
Sheet draw_contact_sheet(const Catalogue& catalogue);

/// The sheet as it is committed.
std::string jpeg_of(const Sheet& sheet);

}  // namespace assay::stress
