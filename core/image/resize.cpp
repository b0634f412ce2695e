// SPDX-License-Identifier: Apache-2.0
#include "core/image/resize.hpp"

#include <opencv2/imgproc.hpp>

#include "core/base/check.hpp"
#include "core/image/mat_view.hpp"

namespace assay::image {

void resize_bilinear(const PixelView& from, const MutablePixelView& to) {
  ASSAY_CHECK(from.format == to.format);
  ASSAY_CHECK(to.size.width > 0 && to.size.height > 0);
  cv::Mat target = mat_over(to);
  cv::resize(mat_over(from), target, target.size(), 0, 0, cv::INTER_LINEAR);
  ASSAY_CHECK(target.data == reinterpret_cast<const uchar*>(to.bytes.data()));
}

}  // namespace assay::image
