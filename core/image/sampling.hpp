// SPDX-License-Identifier: Apache-2.0
// Which pixel stands for another at a smaller or larger size, where pixels are classes or masks and
// cannot be averaged: the nearest.
#pragma once

#include <cstdint>

namespace assay::image {

/// The place of `source_side` pixels in which the middle of place `i` of `side` pixels lies.
constexpr std::int64_t nearest_place(std::int64_t i, std::int64_t side, std::int64_t source_side) {
  return (2 * i + 1) * source_side / (2 * side);
}

}  // namespace assay::image
