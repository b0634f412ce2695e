// SPDX-License-Identifier: Apache-2.0
// Operators that change the values of each channel by themselves: tables, which join without loss.
#include <algorithm>
#include <cmath>

#include "core/stress/operators/families.hpp"
#include "core/stress/operators/point_table.hpp"

namespace assay::stress {
namespace {

template <class Function>
PointTables tables(Function of) {
  return tables_of(table_of(of));
}

Effect gamma(const Values& values, const Setting&) {
  // Efemarai's steps of a hundredth, and its rounding towards zero, are left out: the axis is
  // continuous here.
  const double exponent = values.real("gamma");
  return tables([&](double v) { return std::pow(v / 255, exponent) * 255; });
}

Effect brightness_contrast(const Values& values, const Setting&) {
  const double gain = 1 + values.real("contrast");
  const double offset = values.real("brightness") * 255;
  return tables([&](double v) { return gain * v + offset; });
}

Effect posterize(const Values& values, const Setting&) {
  const auto dropped = static_cast<unsigned>(8 - values.integer("num_bits"));
  return tables([&](double v) { return static_cast<unsigned>(v) >> dropped << dropped; });
}

Effect solarize(const Values& values, const Setting&) {
  const double threshold = values.real("solarize_threshold");
  return tables([&](double v) { return v < threshold ? v : 255 - v; });
}

/// A Bezier curve from (0, 0) to (1, 1) whose two middle points are moved up or down at random.
/// Unmoved they are on the diagonal, where nothing changes (albumentations' are not).
Effect tone_curve(const Values& values, const Setting& setting) {
  Stream random = setting.random;
  const double scale = values.real("scale");
  const double low = std::clamp(1.0 / 3 + scale * random.normal(), 0.0, 1.0);
  const double high = std::clamp(2.0 / 3 + scale * random.normal(), 0.0, 1.0);
  return tables([&](double v) {
    const double t = v / 255;
    const double s = 1 - t;
    return (3 * s * s * t * low + 3 * s * t * t * high + t * t * t) * 255;
  });
}

}  // namespace

std::vector<Operator> tone_operators() {
  using enum AxisType;
  return {
      {"Gamma",
       Category::color,
       "Values to the power of gamma: below 1 brighter, above 1 darker.",
       {with_legal(strength("gamma", real, {0.5, 1.5}, 1, "", "exponent"), 0.01, 100)},
       gamma},
      {"BrightnessContrast",
       Category::color,
       "Multiplies values, and adds to them.",
       {with_legal(strength("brightness", real, {-0.5, 0.5}, 0, "of full scale", "what is added"),
                   -1, 1),
        with_legal(strength("contrast", real, {-0.5, 0.5}, 0, "", "gain less 1"), -1, 10)},
       brightness_contrast},
      {"Posterize",
       Category::color,
       "Keeps the highest bits of each value.",
       {strength("num_bits", integer, {1, 8}, 8, "bits", "how many are kept")},
       posterize},
      {"Solarize",
       Category::color,
       "Inverts values from a threshold on.",
       {with_legal(
           strength("solarize_threshold", integer, {0, 255}, 256, "", "the lowest inverted"), 0,
           256)},
       solarize},
      {"ToneCurve",
       Category::color,
       "Bends the curve of brightness at random.",
       {with_legal(strength("scale", real, {0, 0.5}, 0, "of full scale", "how far, as a deviation"),
                   0, 1)},
       tone_curve},
  };
}

}  // namespace assay::stress
