// SPDX-License-Identifier: Apache-2.0
// Operators that blur. Those that take more than a call are in files of their own.
#include "core/stress/operators/blur/family.hpp"

#include <opencv2/imgproc.hpp>

#include "core/stress/filter/gaussian_blur.hpp"
#include "core/stress/filter/median_blur.hpp"
#include "core/stress/matrix.hpp"
#include "core/stress/operators/families.hpp"

namespace assay::stress {
namespace {

Effect box(const Values& values, const Setting&) {
  const int side = static_cast<int>(values.integer("blur"));
  if (side < 2) return Unchanged{};
  // A box of even side cannot have its middle on a pixel.
  const double tolerance = side % 2 == 0 ? 0.5 : 0;
  return Filter{
      [side](const image::PixelView& from, const image::MutablePixelView& to, Workspace&) {
        cv::Mat out = matrix_over(to);
        cv::blur(matrix_over(from), out, {side, side});
        require_written(out, to);
      },
      tolerance,
      {}};
}

Effect median(const Values& values, const Setting&) {
  const std::int64_t reach = values.integer("median_blur_scale");
  if (reach == 0) return Unchanged{};
  return Filter{[reach](const image::PixelView& from, const image::MutablePixelView& to,
                        Workspace& workspace) { median_blur(reach, from, to, workspace); },
                0,
                {}};
}

Effect gaussian(const Values& values, const Setting&) {
  const double sigma = values.real("sigma");
  if (sigma == 0) return Unchanged{};
  return Filter{[sigma](const image::PixelView& from, const image::MutablePixelView& to,
                        Workspace& workspace) { gaussian_blur(sigma, from, to, workspace); },
                0,
                {}};
}

}  // namespace

std::vector<Operator> blur_operators() {
  using enum AxisType;
  return {
      {"Blur",
       Category::blur,
       "The mean of a square about each pixel.",
       {with_legal(strength("blur", integer, {0, 20}, 0, "px", "side of the square"), 0, 200)},
       box},
      {"MedianBlur",
       Category::blur,
       "The median of a square about each pixel.",
       {with_legal(strength("median_blur_scale", integer, {0, 15}, 0, "px",
                            "how far the square reaches from its middle"),
                   0, static_cast<double>(kLargestMedianReach))},
       median},
      {"GaussianBlur",
       Category::blur,
       "The Gaussian mean about each pixel.",
       {with_legal(strength("sigma", real, {0, 8}, 0, "px", "standard deviation"), 0, 100)},
       gaussian},
      motion_blur(),
      zoom_blur(),
      sharpen(),
  };
}

}  // namespace assay::stress
