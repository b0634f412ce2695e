// SPDX-License-Identifier: Apache-2.0
// Pixels and numbers as OpenCV's matrices without a copy. For the .cpp files of stress alone.
#pragma once

#include <cstdint>
#include <opencv2/core.hpp>
#include <span>

#include "core/image/pixels.hpp"

namespace assay::stress {

/// [height, width, channels] of u8. What is const must only be read: OpenCV has no const matrix.
cv::Mat matrix_over(const image::PixelView& view);
cv::Mat matrix_over(const image::MutablePixelView& view);

/// [height, width, channels]; `numbers` holds as many.
cv::Mat matrix_over(std::span<float> numbers, image::Size size, int channels = 1);
cv::Mat matrix_over(std::span<std::uint8_t> numbers, image::Size size, int channels = 1);

/// Aborts where OpenCV has put its result into memory of its own instead of the view's.
void require_written(const cv::Mat& matrix, const image::MutablePixelView& view);

}  // namespace assay::stress
