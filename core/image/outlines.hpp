// SPDX-License-Identifier: Apache-2.0
// Masks as lines for people to look at. Numbers of masks are run_lengths.hpp's.
#pragma once

#include <vector>

#include "core/image/run_lengths.hpp"

namespace assay::image {

/// A pixel: lines go through its middle.
struct Corner {
  int x = 0;
  int y = 0;
  bool operator==(const Corner&) const = default;
};

/// Closed: the last corner is joined to the first.
using Outline = std::vector<Corner>;

/// The outlines of a mask's parts and of the holes in them, the largest first, on a picture of that
/// size which stands for the whole mask. They keep within about a pixel of the mask's edge. Empty
/// where the picture is too small to show any pixel of the mask.
std::vector<Outline> outlines(const RunLengths& mask, Size picture);

}  // namespace assay::image
