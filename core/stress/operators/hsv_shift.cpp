// SPDX-License-Identifier: Apache-2.0
#include "core/stress/operators/hsv_shift.hpp"
#include "core/base/wide_vectors.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>

#include "core/stress/fetch.hpp"
#include "core/stress/look_up.hpp"
#include "core/stress/pixel_bytes.hpp"
#include "core/stress/pixel_planes.hpp"

namespace assay::stress {
namespace {

constexpr std::size_t kPixels = PixelPlanes::kPixels;
using Plane = PixelPlanes::Plane;

/// A colour is three values: the highest, the lowest, and one between, in an order that depends on
/// the sector of the hue.
struct Cones {
  Plane high, new_high, chroma, between, low;
  std::array<std::int16_t, kPixels> around;  // the hue times the chroma, in sixths of a turn
  Plane sector;
};

// Loops have no branches, so that the compiler does several pixels at once, and bytes are by
// themselves where bytes are enough: these are the most at once.

/// `by` of -255 to 255.
struct BoundedSum {
  explicit BoundedSum(int by)
      : more_(static_cast<std::uint8_t>(std::max(by, 0))),
        less_(static_cast<std::uint8_t>(std::max(-by, 0))) {}

  std::uint8_t operator()(std::uint8_t value) const {
    const auto room = static_cast<std::uint8_t>(255 - value);
    const auto sum = static_cast<std::uint8_t>(value + std::min(more_, room));
    return static_cast<std::uint8_t>(sum - std::min(less_, sum));
  }

 private:
  std::uint8_t more_, less_;
};

void find_extremes(const HsvShift& shift, const PixelPlanes& from, std::size_t pixels, Cones& to) {
  const BoundedSum shifted(shift.value);
  for (std::size_t i = 0; i < pixels; ++i) {
    const std::uint8_t r = from.red[i];
    const std::uint8_t g = from.green[i];
    const std::uint8_t b = from.blue[i];
    const std::uint8_t high = std::max(std::max(r, g), b);
    const std::uint8_t low = std::min(std::min(r, g), b);
    to.high[i] = high;
    to.new_high[i] = shifted(high);
    to.chroma[i] = static_cast<std::uint8_t>(high - low);
  }
}

void find_hues(const PixelPlanes& from, std::size_t pixels, Cones& to) {
  for (std::size_t i = 0; i < pixels; ++i) {
    const std::int16_t r = from.red[i];
    const std::int16_t g = from.green[i];
    const std::int16_t b = from.blue[i];
    const std::int16_t high = to.high[i];
    const std::int16_t chroma = to.chroma[i];
    const auto red = static_cast<std::int16_t>(g - b);
    const auto green = static_cast<std::int16_t>(b - r + 2 * chroma);
    const auto blue = static_cast<std::int16_t>(r - g + 4 * chroma);
    const std::int16_t not_red = high == g ? green : blue;
    to.around[i] = high == r ? red : not_red;
  }
}

/// `value`, of less than a third of `large`, to the nearest multiple of what floats of that size
/// are apart.
float rounded_by(float large, float value) {
  return value + large - large;
}

/// Half degrees, less than three turns. (What would be below 0 is much more than it was.)
unsigned within_turn(unsigned hue) {
  hue = std::min(hue, hue - 180);
  return std::min(hue, hue - 180);
}

void shift_cones(const HsvShift& shift, std::size_t pixels, Cones& cones) {
  constexpr float kTo4096ths = 0x1.8p11F;
  constexpr float kNearlyNothing = 0x1p-30F;  // changes no whole number but 0
  const float more_hue = static_cast<float>(180 + shift.hue) + 0.5F;  // above 0: casts round down
  for (std::size_t i = 0; i < pixels; ++i) {
    // 255 / value and 30 / chroma, both of them by one division. (Of gray neither counts.)
    const auto value = static_cast<float>(cones.high[i]);
    const auto chroma = static_cast<float>(cones.chroma[i]);
    const float reciprocal = 1 / (value * chroma + kNearlyNothing);
    const float by_value = rounded_by(kTo4096ths, 255 * reciprocal * chroma);
    const float by_chroma = rounded_by(kTo4096ths, 30 * reciprocal * value);
    const int saturation = static_cast<int>(chroma * by_value + 0.5F) + shift.saturation;
    const float turns = static_cast<float>(cones.around[i]) * by_chroma + more_hue;
    const unsigned hue = within_turn(static_cast<unsigned>(static_cast<int>(turns)));

    const float s = static_cast<float>(std::clamp(saturation, 0, 255)) * (1 / 255.0F);
    const float v = static_cast<float>(cones.new_high[i]) * (1 / 255.0F);
    const float sixths = static_cast<float>(static_cast<int>(hue)) * (6 / 180.0F);
    const int sector = static_cast<int>(sixths);
    const float past = sixths - static_cast<float>(sector);
    const float part = std::abs(static_cast<float>(~sector & 1) - past);  // of odd ones the past
    cones.sector[i] = static_cast<std::uint8_t>(sector);
    cones.between[i] = static_cast<std::uint8_t>(static_cast<int>(v * (1 - s * part) * 255));
    cones.low[i] = static_cast<std::uint8_t>(static_cast<int>(v * (1 - s) * 255));
  }
}

/// Of a colour that is the highest in the first and the last sector, and the lowest in the middle
/// ones.
std::uint8_t chosen(std::uint8_t sector, std::uint8_t high, std::uint8_t between,
                    std::uint8_t low) {
  const auto from_end = std::min(sector, static_cast<std::uint8_t>(5 - sector));
  const std::uint8_t lower = from_end == 1 ? between : low;
  return from_end == 0 ? high : lower;
}

void find_colours(const Cones& from, std::size_t pixels, PixelPlanes& to) {
  for (std::size_t i = 0; i < pixels; ++i) {
    const std::uint8_t red = from.sector[i];
    const auto green = static_cast<std::uint8_t>(red < 2 ? red + 4 : red - 2);
    const auto blue = static_cast<std::uint8_t>(red < 4 ? red + 2 : red - 4);
    const std::uint8_t high = from.new_high[i];
    const std::uint8_t between = from.between[i];
    const std::uint8_t low = from.low[i];
    to.red[i] = chosen(red, high, between, low);
    to.green[i] = chosen(green, high, between, low);
    to.blue[i] = chosen(blue, high, between, low);
  }
}

}  // namespace

void shift_hsv(const HsvShift& shift, const PointTables* before, const image::PixelView& from,
               const image::MutablePixelView& to) {
  const Bytes in = bytes_of(from);
  const MutableBytes out = bytes_of(to);
  run_in_wide_vectors([&, shift] {
    std::array<std::uint8_t, 3 * kPixels> changed;
    PixelPlanes planes;
    Cones cones;
    for (std::size_t begin = 0; begin < in.size(); begin += changed.size()) {
      Bytes run = in.subspan(begin, std::min(changed.size(), in.size() - begin));
      const std::size_t pixels = run.size() / 3;
      const std::size_t next = std::min(begin + changed.size(), in.size());
      // A run takes long enough for the memory to bring the next one, if it is told so.
      fetch_to_read(in.subspan(next).first(std::min(changed.size(), in.size() - next)));
      fetch_to_write(Bytes(out).subspan(next).first(std::min(changed.size(), in.size() - next)));
      if (before != nullptr) {
        look_up(*before, run, changed);
        run = changed;
      }
      planes.split(run.data(), pixels);
      find_extremes(shift, planes, pixels, cones);
      find_hues(planes, pixels, cones);
      shift_cones(shift, pixels, cones);
      find_colours(cones, pixels, planes);
      planes.merge(pixels, out.data() + begin);
    }
  });
}

}  // namespace assay::stress
