// SPDX-License-Identifier: Apache-2.0
// Operators that change the colour of each pixel by itself.
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "core/stress/linear_light.hpp"
#include "core/stress/matrix.hpp"
#include "core/stress/operators/families.hpp"
#include "core/stress/operators/hsv_shift.hpp"
#include "core/stress/operators/light_flood.hpp"
#include "core/stress/operators/point_table.hpp"
#include "core/stress/pixel_runs.hpp"

namespace assay::stress {
namespace {

/// Hues count half degrees, as OpenCV's.
Effect of_hsv_shift(const Values& values, const Setting&) {
  const HsvShift shift{static_cast<int>((values.integer("hue") % 180 + 180) % 180),
                       static_cast<int>(values.integer("sat")),
                       static_cast<int>(values.integer("val"))};
  if (shift == HsvShift{}) return Unchanged{};
  Filter filter;
  filter.apply = [shift](const image::PixelView& from, const image::MutablePixelView& to,
                         Workspace&) { shift_hsv(shift, nullptr, from, to); };
  filter.apply_after = [shift](const PointTables& tables, const image::PixelView& from,
                               const image::MutablePixelView& to) {
    shift_hsv(shift, &tables, from, to);
  };
  return filter;
}

Effect to_gray(const Values& values, const Setting&) {
  if (!values.flag("gray")) return Unchanged{};
  Filter filter;
  filter.apply = [](const image::PixelView& from, const image::MutablePixelView& to,
                    Workspace& workspace) {
    const auto luma = workspace.lease<std::uint8_t>(kRunPixels);
    for_each_run(from, to, [&](Bytes in, MutableBytes out) {
      cv::Mat gray = row_over(luma.span().first(in.size() / 3), 1);
      cv::cvtColor(row_over(in), gray, cv::COLOR_RGB2GRAY);
      cv::Mat back = row_over(out);
      cv::cvtColor(gray, back, cv::COLOR_GRAY2RGB);
    });
  };
  return filter;
}

/// The matrix that is usual since Microsoft's examples of ColorMatrix; albumentations' too.
Effect to_sepia(const Values& values, const Setting&) {
  if (!values.flag("sepia")) return Unchanged{};
  Filter filter;
  filter.apply = [](const image::PixelView& from, const image::MutablePixelView& to, Workspace&) {
    static constexpr std::array<float, 9> kSepia{0.393F, 0.769F, 0.189F, 0.349F, 0.686F,
                                                 0.168F, 0.272F, 0.534F, 0.131F};
    cv::Mat out = matrix_over(to);
    cv::transform(matrix_over(from), out, cv::Matx33f(kSepia.data()));
    require_written(out, to);
  };
  return filter;
}

/// Linear sRGB of black bodies, green being 1. The chromaticity is the cubic fit of Kim et al.
/// (Design of advanced color temperature control system for HDTV applications, 2002).
std::array<double, 3> black_body(double kelvin) {
  const auto cubic = [](double x, std::array<double, 4> c) {
    return ((c[0] * x + c[1]) * x + c[2]) * x + c[3];
  };
  const double u = 1000 / kelvin;
  const double x = kelvin <= 4000 ? cubic(u, {-0.2661239, -0.2343589, 0.8776956, 0.179910})
                                  : cubic(u, {-3.0258469, 2.1070379, 0.2226347, 0.240390});
  const double y = kelvin <= 2222   ? cubic(x, {-1.1063814, -1.34811020, 2.18555832, -0.20219683})
                   : kelvin <= 4000 ? cubic(x, {-0.9549476, -1.37418593, 2.09137015, -0.16748867})
                                    : cubic(x, {3.0817580, -5.87338670, 3.75112997, -0.37001483});
  const double z = 1 - x - y;
  const double red = 3.2406 * x - 1.5372 * y - 0.4986 * z;
  const double green = -0.9689 * x + 1.8758 * y + 0.0415 * z;
  const double blue = 0.0557 * x - 0.2040 * y + 1.0570 * z;
  return {red / green, 1, blue / green};
}

/// Light of that temperature on what the camera takes for light of 6500 K.
Effect color_temperature(const Values& values, const Setting&) {
  const double kelvin = values.real("kelvin");
  constexpr double kNeutral = 6500;
  if (kelvin == kNeutral) return Unchanged{};
  const auto light = black_body(kelvin);
  const auto usual = black_body(kNeutral);
  const LinearLight& srgb = LinearLight::srgb();
  PointTables tables;
  for (std::size_t c = 0; c < 3; ++c) {
    tables.channels[c] = srgb.changed(static_cast<float>(std::max(light[c] / usual[c], 0.0)));
  }
  return tables;
}

Effect channel_shift(const Values& values, const Setting&) {
  const std::array<double, 3> shifts{values.real("red"), values.real("green"), values.real("blue")};
  if (shifts == std::array<double, 3>{}) return Unchanged{};
  PointTables tables;
  for (std::size_t c = 0; c < 3; ++c) {
    tables.channels[c] = table_of([&](double v) { return v + 255 * shifts[c]; });
  }
  return tables;
}

std::vector<AxisFacts> hsv_axes() {
  using enum AxisType;
  return {
      with_legal(
          strength("hue", integer, {-100, 100}, 0, "half deg", "how far hues turn, furthest at 90"),
          -180, 180),
      with_legal(strength("sat", integer, {-100, 100}, 0, "of 255", "added to saturation"), -255,
                 255),
      with_legal(strength("val", integer, {-100, 100}, 0, "of 255", "added to value"), -255, 255)};
}

std::vector<AxisFacts> channel_axes() {
  std::vector<AxisFacts> axes;
  for (const char* name : {"red", "green", "blue"}) {
    axes.push_back(with_legal(
        strength(name, AxisType::real, {-0.2, 0.2}, 0, "of full scale", "what is added to it"), -1,
        1));
  }
  return axes;
}

}  // namespace

std::vector<Operator> color_operators() {
  using enum AxisType;
  return {
      {"ShiftHSV", Category::color, "Turns hues, and adds to saturation and value.", hsv_axes(),
       of_hsv_shift},
      {"ToGray",
       Category::color,
       "Luma in place of colour (ITU-R BT.601).",
       {toggle("gray", "whether it is done")},
       to_gray},
      {"ToSepia",
       Category::color,
       "Brown tones in place of colour.",
       {toggle("sepia", "whether it is done")},
       to_sepia},
      {"LightFlood",
       Category::color,
       "White light from one side, which falls off linearly to the other.",
       {with_legal(strength("intensity", real, {0, 1}, 0, "of full scale",
                            "added where the light comes from"),
                   0, 2),
        number("light_direction", real, {-180, 180}, 0, "deg",
               "where it comes from: 0 the right, 90 above")},
       light_flood},
      {"ColorTemperature",
       Category::color,
       "Light of another colour temperature than that to which the camera is balanced (6500 K).",
       {with_legal(strength("kelvin", real, {2500, 12000}, 6500, "K", "of the light"), 2000,
                   25000)},
       color_temperature},
      {"ChannelShift", Category::color, "Adds to red, green and blue.", channel_axes(),
       channel_shift},
  };
}

}  // namespace assay::stress
