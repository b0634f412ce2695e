// SPDX-License-Identifier: Apache-2.0
#include "core/image/convert.hpp"

#include <opencv2/imgproc.hpp>

#include "core/base/check.hpp"
#include "core/image/mat_view.hpp"

namespace assay::image {

void convert_rgb(const PixelView& rgb, const MutablePixelView& to) {
  ASSAY_CHECK(rgb.format == PixelFormat::rgb && rgb.size == to.size);
  const cv::Mat from = mat_over(rgb);
  cv::Mat out = mat_over(to);
  switch (to.format) {
    case PixelFormat::rgb:
      from.copyTo(out);
      break;
    case PixelFormat::bgr:
      cv::cvtColor(from, out, cv::COLOR_RGB2BGR);
      break;
    case PixelFormat::gray:
      cv::cvtColor(from, out, cv::COLOR_RGB2GRAY);
      break;
    case PixelFormat::rgba:
      cv::cvtColor(from, out, cv::COLOR_RGB2RGBA);
      break;
  }
  ASSAY_CHECK(out.data == reinterpret_cast<const unsigned char*>(to.bytes.data()));
}

}  // namespace assay::image
