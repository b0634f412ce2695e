// SPDX-License-Identifier: Apache-2.0
// What OpenCV calls them.
#pragma once

#include <opencv2/imgproc.hpp>

#include "core/base/check.hpp"
#include "core/stress/warp/warp.hpp"

namespace assay::stress {

inline int cv_border(BorderMode mode) {
  switch (mode) {
    case BorderMode::constant:
      return cv::BORDER_CONSTANT;
    case BorderMode::replicate:
      return cv::BORDER_REPLICATE;
    case BorderMode::reflect:
      return cv::BORDER_REFLECT;
    case BorderMode::wrap:
      return cv::BORDER_WRAP;
    case BorderMode::reflect_101:
      return cv::BORDER_REFLECT_101;
  }
  ASSAY_CHECK(false);
  return cv::BORDER_CONSTANT;
}

inline int cv_interpolation(Interpolation interpolation) {
  switch (interpolation) {
    case Interpolation::nearest:
      return cv::INTER_NEAREST;
    case Interpolation::linear:
    case Interpolation::area:  // which OpenCV takes for linear, too, where it warps
      return cv::INTER_LINEAR;
    case Interpolation::cubic:
      return cv::INTER_CUBIC;
    case Interpolation::lanczos:
      return cv::INTER_LANCZOS4;
  }
  ASSAY_CHECK(false);
  return cv::INTER_LINEAR;
}

}  // namespace assay::stress
