// SPDX-License-Identifier: Apache-2.0
// Opt-in, for plugins that use OpenCV: an assay::Image as a cv::Mat without copying its pixels.
#pragma once

#include <assay/sdk/image.hpp>
#include <assay/sdk/visibility.hpp>

#include <opencv2/core.hpp>

namespace assay {
inline namespace ASSAY_HIDDEN sdk_1_0 {

/// A view: valid as long as the image, and for reading only, although cv::Mat cannot say so
/// (writing to it ends the process). Channels are in the image's order.
inline cv::Mat as_mat(const Image& image) {
  return cv::Mat(image.height(), image.width(), CV_8UC(image.channels()),
                 const_cast<std::uint8_t*>(image.data()),
                 static_cast<std::size_t>(image.row_stride()));
}

}  // namespace sdk_1_0
}  // namespace assay
