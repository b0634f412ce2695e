// SPDX-License-Identifier: Apache-2.0
// Images as a row of pixels in pieces: for filters to which it does not matter where a pixel is.
// What they make of a piece on the way stays in the cache.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <opencv2/core.hpp>

#include "core/stress/pixel_bytes.hpp"

namespace assay::stress {

constexpr std::size_t kRunPixels = 8192;

/// Calls `of(Bytes, MutableBytes)` with at most kRunPixels RGB pixels at a time.
template <class Function>
void for_each_run(const image::PixelView& from, const image::MutablePixelView& to, Function of) {
  const Bytes in = bytes_of(from);
  const MutableBytes out = bytes_of(to);
  for (std::size_t begin = 0; begin < in.size(); begin += 3 * kRunPixels) {
    const std::size_t count = std::min(3 * kRunPixels, in.size() - begin);
    of(in.subspan(begin, count), out.subspan(begin, count));
  }
}

/// [1, pixels, channels] over a run. What is const must only be read.
inline cv::Mat row_over(Bytes run, int channels = 3) {
  return {1, static_cast<int>(run.size()) / channels, CV_8UC(channels),
          const_cast<std::uint8_t*>(run.data())};
}

}  // namespace assay::stress
