// SPDX-License-Identifier: Apache-2.0
// Drops on the lens: where a random layer of liquid is thick enough, as in ImageNet-C (Hendrycks,
// Dietterich 2019). Its layer is thinner the wider it is smoothed; here it keeps its deviation, so
// that its smoothness is the size of drops and nothing else.
#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "core/stress/filter/fixed_point.hpp"
#include "core/stress/filter/mirror.hpp"
#include "core/stress/operators/weather/family.hpp"
#include "core/stress/pixel_bytes.hpp"
#include "core/stress/random/smooth_noise.hpp"

namespace assay::stress {
namespace {

constexpr float kUnit = 4096;     // one standard deviation of noise in 16 bits, which hold eight
constexpr double kSmooth = 1024;  // and of smoothed noise
constexpr int kBits = 12;         // after the point of numbers between 0 and 1

/// offset + gain x for x in deviations of smoothed noise, kept between 0 and 1. In whole numbers:
/// compilers keep loops with such bounds on fractions scalar.
class Line {
 public:
  Line() = default;
  Line(double offset, double gain)
      : offset_(rounded(offset * (1 << (kBits + kMore)))),
        gain_(rounded(gain * (1 << (kBits + kMore)) / kSmooth)) {}
  std::int32_t at(std::int32_t x) const {
    return std::min(std::max((offset_ + gain_ * x) >> kMore, 0), 1 << kBits);
  }

 private:
  static constexpr int kMore = 6;
  static std::int32_t rounded(double x) {
    return static_cast<std::int32_t>(std::lround(std::clamp(x, -5e8, 5e8)));
  }
  std::int32_t offset_ = 0;
  std::int32_t gain_ = 0;
};

struct Liquid {
  double intensity = 0;
  bool mud = false;
  std::vector<std::int16_t> weights;  // from the middle of the smoothing kernel outwards
  Line covered;                       // whether there is liquid,
  Line thickness;                     // how much of it,
  Line lit;                           // and, of differences on the diagonal, whether it shines
};

/// Of the smoothing, in 32768ths.
std::vector<std::int16_t> kernel(double sigma) {
  std::vector<std::int16_t> fixed;
  for (const double weight : half_gaussian(sigma)) {
    fixed.push_back(static_cast<std::int16_t>(std::lround(weight * 32767)));
  }
  return fixed;
}

/// Deviation of the difference of smoothed noise between two pixels on a diagonal, two apart.
double slope(const std::vector<std::int16_t>& weights) {
  const auto at = [&](std::int64_t i) {
    const auto k = static_cast<std::size_t>(std::abs(i));
    return k < weights.size() ? weights[k] / 32767.0 : 0.0;
  };
  double alike = 0;
  const auto reach = static_cast<std::int64_t>(weights.size());
  for (std::int64_t i = -reach; i < reach; ++i) alike += at(i) * at(i + 2);
  return std::sqrt(2 * (1 - alike * alike));
}

/// What is seen through, and what is added to it, for the three channels.
void blend_row(std::span<const std::uint16_t> opacity, bool mud, const std::uint8_t* in,
               std::uint8_t* out) {
  // Brown and pale turquoise, as ImageNet-C says it; it, and albumentations, swap red and blue.
  constexpr std::array<int, 3> kMud{63, 42, 20};
  constexpr std::array<int, 3> kWater{175, 238, 238};
  for (std::size_t x = 0; x < opacity.size(); ++x) {
    for (std::size_t c = 0; c < 3; ++c) {
      const int value = in[3 * x + c];
      const int change = mud ? kMud[c] - value : kWater[c];
      const int mixed = value + ((change * opacity[x] + 32768) >> 16);
      out[3 * x + c] = static_cast<std::uint8_t>(std::min(mixed, 255));
    }
  }
}

class Layer {
 public:
  Layer(const Liquid& liquid, Stream random, image::Size size, Workspace& workspace)
      : liquid_(liquid),
        width_(size.width),
        height_(size.height),
        margin_(static_cast<std::int64_t>(liquid.weights.size())),
        noise_(workspace.lease<std::int16_t>(static_cast<std::size_t>(width_ * height_))),
        smooth_(workspace.lease<std::int16_t>(static_cast<std::size_t>((width_ + 2) * height_))),
        padded_(workspace.lease<std::int16_t>(static_cast<std::size_t>(width_ + 2 * margin_))),
        drawn_(workspace.lease<float>(static_cast<std::size_t>(width_))) {
    for (std::int64_t y = 0; y < height_; ++y) {
      random.fill_normal(drawn_.span());
      std::int16_t* out = noise_.data() + y * width_;
      for (std::int64_t x = 0; x < width_; ++x) {
        out[x] = static_cast<std::int16_t>(drawn_.data()[x] * kUnit);
      }
    }
    for (std::int64_t y = 0; y < height_; ++y) smooth_row(y);
  }

  /// How opaque the liquid is in a row, in 65535ths.
  void opacity(std::int64_t y, std::span<std::uint16_t> out) const {
    const std::int16_t* here = smooth(y);
    const Line covered = liquid_.covered;
    const Line thickness = liquid_.thickness;
    const Line lit = liquid_.lit;
    const auto full = static_cast<std::int32_t>(std::lround(liquid_.intensity * 65535));
    if (liquid_.mud) {
      for (std::size_t x = 0; x < out.size(); ++x) {
        out[x] = static_cast<std::uint16_t>((covered.at(here[x]) * full) >> kBits);
      }
      return;
    }
    const std::int16_t* above = smooth(mirrored(y - 1, height_)) - 1;
    const std::int16_t* below = smooth(mirrored(y + 1, height_)) + 1;
    for (std::size_t x = 0; x < out.size(); ++x) {
      const std::int32_t water = (covered.at(here[x]) * thickness.at(here[x])) >> kBits;
      const std::int32_t seen = (water * lit.at(below[x] - above[x])) >> kBits;
      out[x] = static_cast<std::uint16_t>((seen * full) >> kBits);
    }
  }

 private:
  /// A row, with a pixel more on each side.
  std::int16_t* smooth(std::int64_t y) const { return smooth_.data() + y * (width_ + 2) + 1; }

  /// Products are a half of what they stand for, so what is smoothed both ways has a quarter.
  void add(const std::int16_t* in, std::int16_t weight, std::int16_t* sum) const {
    for (std::int64_t x = 0; x < width_; ++x) {
      sum[x] = static_cast<std::int16_t>(sum[x] + times_signed(in[x], weight));
    }
  }

  void smooth_row(std::int64_t y) {
    std::int16_t* column = padded_.data() + margin_;
    std::fill_n(column, width_, std::int16_t{0});
    const auto row = [&](std::int64_t at) {
      return noise_.data() + mirrored(at, height_) * width_;
    };
    std::int16_t* out = smooth(y);
    std::fill_n(out, width_, std::int16_t{0});
    for (std::int64_t k = 0; k < margin_; ++k) {
      add(row(y - k), liquid_.weights[static_cast<std::size_t>(k)], column);
      if (k > 0) add(row(y + k), liquid_.weights[static_cast<std::size_t>(k)], column);
    }
    for (std::int64_t k = 1; k <= margin_; ++k) {
      column[-k] = column[mirrored(-k, width_)];
      column[width_ - 1 + k] = column[mirrored(width_ - 1 + k, width_)];
    }
    for (std::int64_t k = 0; k < margin_; ++k) {
      add(column - k, liquid_.weights[static_cast<std::size_t>(k)], out);
      if (k > 0) add(column + k, liquid_.weights[static_cast<std::size_t>(k)], out);
    }
    out[-1] = out[mirrored(-1, width_)];
    out[width_] = out[mirrored(width_, width_)];
  }

  const Liquid& liquid_;
  std::int64_t width_, height_, margin_;
  Workspace::Lease<std::int16_t> noise_, smooth_, padded_;
  Workspace::Lease<float> drawn_;
};

void apply(const Liquid& liquid, const Stream& random, const image::PixelView& from,
           const image::MutablePixelView& to, Workspace& workspace) {
  const std::uint8_t* in = bytes_of(from).data();
  std::uint8_t* out = bytes_of(to).data();
  const Layer layer(liquid, random, from.size, workspace);
  const auto opacity = workspace.lease<std::uint16_t>(static_cast<std::size_t>(from.size.width));
  for (std::int64_t y = 0; y < from.size.height; ++y) {
    layer.opacity(y, opacity.span());
    const std::int64_t at = 3 * y * from.size.width;
    blend_row(opacity.span(), liquid.mud, in + at, out + at);
  }
}

Effect effect(const Values& values, const Setting& setting) {
  Liquid liquid;
  liquid.intensity = values.real("intensity");
  if (liquid.intensity == 0) return Unchanged{};
  liquid.mud = values.text("mode") == "mud";
  liquid.weights = kernel(values.real("gauss_sigma"));
  const double mean = values.real("mean");
  const double deviation = values.real("std");
  // It becomes opaque within a quarter of its deviation from where it begins.
  liquid.covered = Line(4 * (mean - values.real("cutout_threshold")) / deviation, 4);
  liquid.thickness = Line(mean, deviation);
  // It shines where it is turned to the light by more than most of it.
  liquid.lit = Line(-2.0 / 3, 1 / slope(liquid.weights) / 1.2);
  return Filter{[liquid, random = setting.random](
                    const image::PixelView& from, const image::MutablePixelView& to,
                    Workspace& workspace) { apply(liquid, random, from, to, workspace); },
                0,
                {}};
}

}  // namespace

Operator spatter() {
  using enum AxisType;
  return {"Spatter",
          Category::weather,
          "Drops of water or mud on the lens.",
          {strength("intensity", real, {0, 1}, 0, "", "how opaque drops are"),
           not_searched(number("mean", real, {0, 1}, 0.68, "", "thickness of the liquid")),
           with_legal(number("std", real, {0.05, 1}, 0.3, "", "its deviation"), 0.001, 10),
           with_legal(number("gauss_sigma", real, {0, 1}, 1, "px", "size of drops"), 0, 10),
           not_searched(number("cutout_threshold", real, {0, 1}, 0.5, "",
                               "thickness from which it is seen")),
           mode("mode", {std::string("rain"), std::string("mud")}, "water or mud")},
          effect};
}

}  // namespace assay::stress
