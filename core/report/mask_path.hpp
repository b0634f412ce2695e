// SPDX-License-Identifier: Apache-2.0
// A mask as a line of SVG.
#pragma once

#include <cstddef>
#include <string>

#include "core/image/run_lengths.hpp"

namespace assay::report {

/// Corners of one mask at most, so that one of noise does not fill the page.
constexpr std::size_t kCornersDrawn = 400;

/// The `d` of a <path> (to be filled by even-odd) around the mask and its holes, on a picture of
/// that size: the largest parts, up to kCornersDrawn. "" where the picture shows nothing of it.
std::string mask_path(const image::RunLengths& mask, image::Size picture);

}  // namespace assay::report
