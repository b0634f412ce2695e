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
  Plane high, new_high, chroma, saturation, hue, sector, between, low;
  std::array<std::uint16_t, kPixels> by_high, by_chroma;  // factors
};

// Loops have no branches, so that the compiler does several pixels at once, and bytes and words are
// by themselves where they are enough: these are the most at once.

/// OpenCV multiplies the chroma by 255 / high, and places in it by 30 / chroma, both rounded to
/// 4096ths. Tables have these factors. Those of small divisors are larger than words, so they are
/// fractions of it and what they are multiplied with is as many times as large.
WordTable factors(int whole, int small, int small_whole) {
  WordTable table;
  for (int i = 1; i < 256; ++i) {
    const double factor = static_cast<double>(i < small ? small_whole : whole) / i;
    table.set(static_cast<std::size_t>(i), static_cast<std::uint16_t>(std::lrint(factor)));
  }
  return table;
}

constexpr std::uint16_t kSmallHigh = 16;
constexpr std::int16_t kSmallChroma = 4;

const WordTable& by_high() {
  static const WordTable table = factors(255 << 12, kSmallHigh, 255 << 8);
  return table;
}

const WordTable& by_chroma() {
  static const WordTable table = factors(30 << 12, kSmallChroma, 30 << 10);
  return table;
}

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

/// Of 255. The product is rounded by the highest of the bits that are left out.
std::uint8_t saturation_of(std::uint16_t chroma, std::uint16_t high, std::uint16_t by_high) {
  const auto part = static_cast<std::uint16_t>(
      chroma * (high < kSmallHigh ? std::uint16_t{256} : std::uint16_t{16}));
  const auto whole = static_cast<std::uint16_t>((std::uint32_t{part} * by_high) >> 16);
  const auto fraction = static_cast<std::uint16_t>(std::uint32_t{part} * by_high);
  return static_cast<std::uint8_t>(whole + (fraction >> 15));
}

void find_saturations(const HsvShift& shift, std::size_t pixels, Cones& cones) {
  const BoundedSum shifted(shift.saturation);
  for (std::size_t i = 0; i < pixels; ++i) {
    cones.saturation[i] = shifted(saturation_of(cones.chroma[i], cones.high[i], cones.by_high[i]));
  }
}

/// Half degrees, -30 to 150. `around` is the hue times the chroma, in sixths of a turn.
std::int16_t hue_of(std::int16_t around, std::int16_t chroma, std::uint16_t by_chroma) {
  const auto part = static_cast<std::int16_t>(
      around * (chroma < kSmallChroma ? std::int16_t{32} : std::int16_t{8}));
  // As processors multiply words and round: one instruction.
  return static_cast<std::int16_t>((((part * static_cast<std::int16_t>(by_chroma)) >> 14) + 1) >>
                                   1);
}

/// Half degrees, a turn too few to a turn too many.
std::uint16_t within_turn(std::int16_t hue) {
  auto turned = static_cast<std::uint16_t>(hue);  // what is below 0 is more than all else
  turned = std::min(turned, static_cast<std::uint16_t>(turned + 180));
  return std::min(turned, static_cast<std::uint16_t>(turned - 180));
}

void find_hues(const HsvShift& shift, const PixelPlanes& from, std::size_t pixels, Cones& cones) {
  const auto more = static_cast<std::int16_t>(shift.hue);
  for (std::size_t i = 0; i < pixels; ++i) {
    const std::int16_t r = from.red[i];
    const std::int16_t g = from.green[i];
    const std::int16_t b = from.blue[i];
    const std::int16_t high = cones.high[i];
    const std::int16_t chroma = cones.chroma[i];
    const auto red = static_cast<std::int16_t>(g - b);
    const auto green = static_cast<std::int16_t>(b - r + 2 * chroma);
    const auto blue = static_cast<std::int16_t>(r - g + 4 * chroma);
    const std::int16_t not_red = high == g ? green : blue;
    const std::int16_t around = high == r ? red : not_red;
    const std::int16_t hue = hue_of(around, chroma, cones.by_chroma[i]);
    const std::uint16_t turned = within_turn(static_cast<std::int16_t>(hue + more));
    cones.hue[i] = static_cast<std::uint8_t>(turned);
    const auto scaled = static_cast<std::uint16_t>(turned * 137);
    cones.sector[i] = static_cast<std::uint8_t>(scaled >> 12);  // turned / 30
  }
}

/// `value`, of less than a third of `large`, to the nearest multiple of what floats of that size
/// are apart.
float rounded_by(float large, float value) {
  return value + large - large;
}

/// Floats, and each rounding of OpenCV's: it cuts their products off, so that one bit is a value.
void find_values(std::size_t pixels, Cones& cones) {
  constexpr float kToEven = 0x1.8p24F;
  for (std::size_t i = 0; i < pixels; ++i) {
    const float s = static_cast<float>(cones.saturation[i]) * (1 / 255.0F);
    const float v = static_cast<float>(cones.new_high[i]) * (1 / 255.0F);
    const float sixths = static_cast<float>(cones.hue[i]) * (6 / 180.0F);
    // How far the nearest odd number is: what is past of odd sectors, and what is left of even
    // ones.
    const float past = sixths - 1;
    const float part = std::abs(past - rounded_by(kToEven, past));
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

/// As much of it as there is.
Bytes part_at(std::size_t begin, std::size_t count, Bytes bytes) {
  const std::size_t from = std::min(begin, bytes.size());
  return bytes.subspan(from, std::min(count, bytes.size() - from));
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
      Bytes run = part_at(begin, changed.size(), in);
      const std::size_t pixels = run.size() / 3;
      fetch_page(in, begin);
      fetch_page(Bytes(out), begin);
      fetch_to_read(part_at(begin + changed.size(), changed.size(), in));
      fetch_to_write(part_at(begin + changed.size(), changed.size(), Bytes(out)));
      if (before != nullptr) {
        look_up(*before, run, changed);
        run = changed;
      }
      planes.split(run.data(), pixels);
      find_extremes(shift, planes, pixels, cones);
      look_up(by_high(), {cones.high.data(), pixels}, cones.by_high);
      look_up(by_chroma(), {cones.chroma.data(), pixels}, cones.by_chroma);
      find_saturations(shift, pixels, cones);
      find_hues(shift, planes, pixels, cones);
      find_values(pixels, cones);
      find_colours(cones, pixels, planes);
      planes.merge(pixels, out.data() + begin);
    }
  });
}

}  // namespace assay::stress
