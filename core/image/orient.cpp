// SPDX-License-Identifier: Apache-2.0
#include "core/image/orient.hpp"

#include <opencv2/core.hpp>
#include <optional>

#include "core/base/check.hpp"
#include "core/image/mat_view.hpp"

namespace assay::image {
namespace {

// cv::flip's code: 0 upside down, 1 left to right, -1 both.
std::optional<int> flip_code(int orientation) {
  switch (orientation) {
    case 2:
    case 6:
      return 1;
    case 3:
    case 7:
      return -1;
    case 4:
    case 8:
      return 0;
    default:
      return std::nullopt;
  }
}

}  // namespace

Size oriented_size(Size stored, int orientation) {
  return orientation >= 5 ? Size{stored.height, stored.width} : stored;
}

int inverse_orientation(int orientation) {
  // All but the two quarter turns undo themselves.
  return orientation == 6 ? 8 : orientation == 8 ? 6 : orientation;
}

void orient(const PixelView& stored, int orientation, const MutablePixelView& upright) {
  ASSAY_CHECK(upright.size == oriented_size(stored.size, orientation));
  ASSAY_CHECK(upright.format == stored.format);
  const cv::Mat from = mat_over(stored);
  cv::Mat to = mat_over(upright);
  const auto code = flip_code(orientation);
  if (orientation >= 5) {
    cv::transpose(from, to);
    if (code) cv::flip(to, to, *code);
  } else if (code) {
    cv::flip(from, to, *code);
  } else {
    from.copyTo(to);
  }
  ASSAY_CHECK(to.data == reinterpret_cast<const uchar*>(upright.bytes.data()));
}

}  // namespace assay::image
