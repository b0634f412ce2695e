// SPDX-License-Identifier: Apache-2.0
#include "core/image/pixels.hpp"

#include "core/base/check.hpp"
#include "core/image/mat_view.hpp"

namespace assay::image {

cv::Mat mat_over(const MutablePixelView& view) {
  ASSAY_CHECK(view.bytes.size() >= byte_size(view.size, view.format));
  return {static_cast<int>(view.size.height), static_cast<int>(view.size.width),
          CV_8UC(channels(view.format)), view.bytes.data()};
}

cv::Mat mat_over(const PixelView& view) {
  const std::span<std::byte> bytes{const_cast<std::byte*>(view.bytes.data()), view.bytes.size()};
  return mat_over(MutablePixelView{bytes, view.size, view.format});
}

}  // namespace assay::image
