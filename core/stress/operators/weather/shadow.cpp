// SPDX-License-Identifier: Apache-2.0
// Polygons in which there is half the light.
#include <array>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "core/stress/filter/fixed_point.hpp"
#include "core/stress/matrix.hpp"
#include "core/stress/operators/weather/family.hpp"
#include "core/stress/pixel_bytes.hpp"

namespace assay::stress {
namespace {

constexpr int kFraction = 4;  // bits of OpenCV's coordinates after the point
using Polygon = std::vector<cv::Point>;

/// Each has a stream of its own, so that more corners, or more shadows, leave the others as they
/// are.
std::vector<Polygon> polygons(std::int64_t count, std::int64_t corners, const Setting& setting) {
  const auto [width, height] = setting.size;
  const auto anywhere = [](Stream& random, std::int64_t side) {
    return static_cast<int>(random.uniform() * static_cast<double>(side << kFraction)) -
           (1 << (kFraction - 1));
  };
  std::vector<Polygon> polygons(static_cast<std::size_t>(count));
  for (std::size_t i = 0; i < polygons.size(); ++i) {
    Stream random = setting.random.branch(static_cast<std::uint32_t>(i));
    for (std::int64_t k = 0; k < corners; ++k) {
      const int x = anywhere(random, width);
      polygons[i].emplace_back(x, anywhere(random, height));
    }
  }
  return polygons;
}

void apply(const std::vector<Polygon>& polygons, const image::PixelView& from,
           const image::MutablePixelView& to, Workspace& workspace) {
  const std::size_t count = image::byte_size(from.size, from.format);
  const auto shade = workspace.lease<std::uint8_t>(count);
  std::fill(shade.span().begin(), shade.span().end(), std::uint8_t{0});
  cv::Mat canvas = matrix_over(shade.span(), from.size, 3);
  for (const Polygon& polygon : polygons) {
    cv::fillPoly(canvas, std::vector{polygon}, cv::Scalar::all(255), cv::LINE_AA, kFraction);
  }
  const std::uint8_t* in = bytes_of(from).data();
  std::uint8_t* out = bytes_of(to).data();
  for (std::size_t i = 0; i < count; ++i) {
    const auto light = static_cast<std::uint16_t>(65535 - shade[i] * 128 - (shade[i] >> 1));
    const auto value = static_cast<std::uint16_t>(in[i] << 8);
    out[i] = static_cast<std::uint8_t>(static_cast<std::uint16_t>(times(value, light) + 128) >> 8);
  }
}

Effect effect(const Values& values, const Setting& setting) {
  const std::int64_t count = values.integer("shadow_num");
  if (count == 0) return Unchanged{};
  return Filter{[shadows = polygons(count, values.integer("shadow_dimension"), setting)](
                    const image::PixelView& from, const image::MutablePixelView& to,
                    Workspace& workspace) { apply(shadows, from, to, workspace); },
                0,
                {}};
}

}  // namespace

Operator shadow() {
  using enum AxisType;
  return {"Shadow",
          Category::weather,
          "Polygons anywhere, in which there is half the light.",
          {with_legal(strength("shadow_num", integer, {0, 5}, 0, "", "how many"), 0, 100),
           with_legal(not_searched(number("shadow_dimension", integer, {2, 6}, 4, "",
                                          "how many corners each has")),
                      2, 20)},
          effect};
}

}  // namespace assay::stress
