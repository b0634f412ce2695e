// SPDX-License-Identifier: Apache-2.0
// Operators that keep lines straight.
#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/stress/operators/families.hpp"
#include "core/stress/operators/warp_axes.hpp"
#include "core/stress/warp/homography.hpp"

namespace assay::stress {
namespace {

/// Corners may come this near to the middle of the image, as a part of its side: the view stays a
/// quadrilateral without a fold.
constexpr double kFurthestCorner = 0.45;

double radians(double degrees) {
  return degrees * std::numbers::pi / 180;
}

Effect flip(bool on, const Matrix3& matrix) {
  if (!on) return Unchanged{};
  return Warping{std::make_shared<Homography>(matrix), {}, Interpolation::linear};
}

Effect horizontal_flip(const Values& values, const Setting& setting) {
  const auto right = static_cast<double>(setting.size.width - 1);
  return flip(values.flag("hflip"), {-1, 0, right, 0, 1, 0, 0, 0, 1});
}

Effect vertical_flip(const Values& values, const Setting& setting) {
  const auto bottom = static_cast<double>(setting.size.height - 1);
  return flip(values.flag("vflip"), {1, 0, 0, 0, -1, bottom, 0, 0, 1});
}

/// About the middle of the image: first the shears, then the scale, the turn and the translation.
Effect affine(const Values& values, const Setting& setting) {
  const double scale = values.real("affine_scale");
  const double angle = radians(values.real("affine_rotate"));  // anticlockwise, y points down
  const auto width = static_cast<double>(setting.size.width);
  const auto height = static_cast<double>(setting.size.height);
  const Matrix3 shear_x{1, std::tan(radians(values.real("shear_x"))), 0, 0, 1, 0, 0, 0, 1};
  const Matrix3 shear_y{1, 0, 0, std::tan(radians(values.real("shear_y"))), 1, 0, 0, 0, 1};
  const Matrix3 turn{scale * std::cos(angle),
                     scale * std::sin(angle),
                     0,
                     -scale * std::sin(angle),
                     scale * std::cos(angle),
                     0,
                     0,
                     0,
                     1};
  const Matrix3 about_middle = multiply(turn, multiply(shear_x, shear_y));
  const Matrix3 whole =
      multiply(translation((width - 1) / 2 + values.real("translate_x") * width,
                           (height - 1) / 2 + values.real("translate_y") * height),
               multiply(about_middle, translation(-(width - 1) / 2, -(height - 1) / 2)));
  const Matrix3 nothing = identity3();
  const bool moves = !std::equal(whole.begin(), whole.end(), nothing.begin(),
                                 [](double a, double b) { return std::abs(a - b) < 1e-12; });
  if (!moves || !inverse(whole)) return Unchanged{};
  return Warping{std::make_shared<Homography>(whole), border_of(values, "infill_color"),
                 interpolation_of(values)};
}

/// The image seen from elsewhere: a quadrilateral within it, whose corners are those of the image
/// moved inwards at random, fills the whole.
Effect perspective(const Values& values, const Setting& setting) {
  const double scale = values.real("perspective_scale");
  if (scale == 0) return Unchanged{};
  Stream random = setting.random;
  const auto width = static_cast<double>(setting.size.width);
  const auto height = static_cast<double>(setting.size.height);
  const std::array<Point, 4> whole{
      {{-0.5, -0.5}, {width - 0.5, -0.5}, {width - 0.5, height - 0.5}, {-0.5, height - 0.5}}};
  std::array<Point, 4> seen = whole;
  for (Point& corner : seen) {
    const double x = std::min(std::abs(random.normal()) * scale, kFurthestCorner) * width;
    const double y = std::min(std::abs(random.normal()) * scale, kFurthestCorner) * height;
    corner.x += corner.x < 0 ? x : -x;
    corner.y += corner.y < 0 ? y : -y;
  }
  const auto matrix = matrix_between(seen, whole);
  if (!matrix) return Unchanged{};
  return Warping{std::make_shared<Homography>(*matrix), border_of(values, ""),
                 Interpolation::linear};
}

Operator affine_operator() {
  using enum AxisType;
  const auto part = [](const char* name, const char* of, const char* meaning) {
    return not_searched(with_legal(strength(name, real, {-0.5, 0.5}, 0, of, meaning), -1, 1));
  };
  return {
      "Affine",
      Category::geometric,
      "Scales, shears, turns and moves the image about its middle.",
      {with_legal(strength("affine_scale", real, {0.75, 1.25}, 1, "", "above 1 larger"), 0.05, 20),
       with_legal(strength("shear_x", real, {-40, 40}, 0, "deg", "lines down lean to the right"),
                  -80, 80),
       with_legal(strength("shear_y", real, {-40, 40}, 0, "deg", "lines across lean down"), -80,
                  80),
       with_legal(strength("affine_rotate", real, {-180, 180}, 0, "deg", "anticlockwise"), -360,
                  360),
       part("translate_x", "of the width", "to the right"),
       part("translate_y", "of the height", "down"), interpolation_axis(),
       border_axis(BorderMode::replicate),
       color_axis("infill_color", {}, "of the border of mode 0")},
      affine};
}

}  // namespace

std::vector<Operator> affine_operators() {
  using enum AxisType;
  return {
      {"HorizontalFlip",
       Category::geometric,
       "Left becomes right.",
       {toggle("hflip", "whether it is flipped")},
       horizontal_flip},
      {"VerticalFlip",
       Category::geometric,
       "Top becomes bottom.",
       {toggle("vflip", "whether it is flipped")},
       vertical_flip},
      affine_operator(),
      {"Perspective",
       Category::geometric,
       "A quadrilateral at random within the image fills the whole.",
       {with_legal(strength("perspective_scale", real, {0, 0.2}, 0, "of the sides",
                            "how far its corners are from the image's, as a deviation"),
                   0, 0.5),
        border_axis(BorderMode::constant)},
       perspective},
  };
}

}  // namespace assay::stress
