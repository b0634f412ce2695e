// SPDX-License-Identifier: Apache-2.0
// How alike two pictures of one form are, in numbers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "core/image/pixels.hpp"

namespace assay::evaluation {

/// Two pictures [height, width, channels] of u8, rows from the top without padding.
struct PicturePair {
  std::span<const std::uint8_t> first;
  std::span<const std::uint8_t> second;
  image::Size size;
  std::size_t channels = 1;
};

/// Peak signal to noise ratio in dB, 10 log10(255^2 / mean squared difference) over all channels;
/// infinite where there is no difference. Not of empty pictures.
double peak_signal_to_noise(const PicturePair& pair);

/// Structural similarity of Wang et al., "Image quality assessment: from error visibility to
/// structural similarity" (2004): Gaussian window of 11 x 11 with sigma 1.5, K1 0.01, K2 0.03,
/// range 255; the mean over all places where the window fits, and over channels. None where it fits
/// nowhere: pictures of less than 11 pixels in width or height.
std::optional<double> structural_similarity(const PicturePair& pair);

}  // namespace assay::evaluation
