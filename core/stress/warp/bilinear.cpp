// SPDX-License-Identifier: Apache-2.0
#include "core/stress/warp/bilinear.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <opencv2/core.hpp>

#include "core/base/check.hpp"
#include "core/base/wide_vectors.hpp"
#include "core/stress/pixel_bytes.hpp"
#include "core/stress/warp/opencv_names.hpp"

namespace assay::stress {
namespace {

constexpr std::size_t kAtOnce = 64;  // pixels of a block
constexpr int kPartBits = 5;
static_assert(1 << kPartBits == kParts);

/// An image as loops need it.
struct Source {
  const std::uint8_t* pixels;
  std::int32_t width, height;
  Border border;

  std::int32_t right() const { return (width - 1) * kParts; }  // the last column and row
  std::int32_t bottom() const { return (height - 1) * kParts; }
  std::size_t offset(std::int32_t x, std::int32_t y) const {
    return 3 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                static_cast<std::size_t>(x));
  }
  std::size_t row() const { return 3 * static_cast<std::size_t>(width); }
};

/// One number for each pixel of a block.
template <class Number>
using Block = std::array<Number, kAtOnce>;

/// Where pixels of a block are read, in parts of a pixel.
struct Positions {
  alignas(64) Block<std::int32_t> x;
  alignas(64) Block<std::int32_t> y;
};

/// Two pixels side by side in the order of memory, and two bytes that say nothing.
using Pair = std::uint64_t;

/// Of each pixel the four that it is the mean of, and how much each counts.
struct Neighbours {
  alignas(64) Block<Pair> upper, lower;
  alignas(64) Block<std::uint32_t> right, below;  // shares in kParts, twice: of 16 bits each
};

/// A pixel in the order of memory, and a byte that says nothing.
using Word = std::uint32_t;

struct Corners {
  alignas(64) Block<Word> upper_left, upper_right, lower_left, lower_right;
};

[[gnu::always_inline]] inline Pair pair_at(const std::uint8_t* pixels) {
  Pair pair = 0;
  std::memcpy(&pair, pixels, sizeof pair);
  return pair;
}

[[gnu::always_inline]] inline Word left_of(Pair pair) {
  constexpr int kShift = std::endian::native == std::endian::little ? 0 : 32;
  return static_cast<Word>(pair >> kShift);
}

[[gnu::always_inline]] inline Word right_of(Pair pair) {
  constexpr int kShift = std::endian::native == std::endian::little ? 24 : 8;
  return static_cast<Word>(pair >> kShift);
}

[[gnu::always_inline]] inline std::uint16_t half_at(const Block<std::uint32_t>& words,
                                                    std::size_t half) {
  std::uint16_t bytes = 0;
  std::memcpy(&bytes, reinterpret_cast<const std::uint8_t*>(words.data()) + 2 * half, 2);
  return bytes;
}

/// To the nearest, of two the even: adding kNoFraction leaves no bits for less than 1. What is far
/// away is limited as bits, which grow with numbers, for compilers take those several at once.
[[gnu::always_inline]] inline std::int32_t parts_of(float position) {
  constexpr float kNoFraction = 12582912;  // 1.5 times 2^23
  constexpr auto kZero = std::bit_cast<std::int32_t>(kNoFraction);
  auto bits = std::bit_cast<std::int32_t>(position * kParts + kNoFraction);
  bits = bits > kZero - kFurthest ? bits : kZero - kFurthest;
  bits = bits < kZero + kFurthest ? bits : kZero + kFurthest;
  return bits - kZero;
}

[[gnu::always_inline]] inline std::int32_t parts_of(std::int32_t parts) {
  return parts;
}

[[gnu::always_inline]] inline std::uint32_t twice(std::int32_t share) {
  const auto bits = static_cast<std::uint32_t>(share);
  return bits | bits << 16;
}

/// Whether pairs can be read as they are, of which the last reaches two bytes beyond its pixels.
[[gnu::always_inline]] inline bool is_inside(const Source& from, std::int32_t x, std::int32_t y,
                                             std::int32_t index) {
  const bool before = (x >= 0) & (y >= 0);
  const bool after = (x < from.right()) & (y < from.bottom());
  return before & after & (index < from.width * (from.height - 1) - 2);
}

[[gnu::always_inline]] inline void take_shares(const Positions& at, Neighbours& to) {
  for (std::size_t i = 0; i < kAtOnce; ++i) {
    to.right[i] = twice(at.x[i] & (kParts - 1));
    to.below[i] = twice(at.y[i] & (kParts - 1));
  }
}

/// False where not all of the block are inside.
[[gnu::always_inline]] inline bool take_inside(const Source& from, const Positions& at,
                                               Neighbours& to) {
  alignas(64) Block<std::uint32_t> offset;
  std::int32_t outside = 0;
  for (std::size_t i = 0; i < kAtOnce; ++i) {
    const std::int32_t index = (at.y[i] >> kPartBits) * from.width + (at.x[i] >> kPartBits);
    offset[i] = 3 * static_cast<std::uint32_t>(index);
    outside |= is_inside(from, at.x[i], at.y[i], index) ? 0 : 1;
  }
  if (outside != 0) return false;
  take_shares(at, to);
  const std::uint8_t* const lower = from.pixels + from.row();
#pragma GCC unroll 8
  for (std::size_t i = 0; i < kAtOnce; ++i) {
    to.upper[i] = pair_at(from.pixels + offset[i]);
    to.lower[i] = pair_at(lower + offset[i]);
  }
  return true;
}

/// The pixel of the image that stands for one along a side that may be outside of it.
std::int32_t within(std::int32_t at, std::int32_t side, BorderMode mode) {
  return cv::borderInterpolate(at, side, cv_border(mode));
}

/// Writes three bytes of a pixel that may be outside of the image.
void take_pixel(const Source& from, std::int32_t x, std::int32_t y, std::uint8_t* to) {
  const bool inside = x >= 0 && y >= 0 && x < from.width && y < from.height;
  const auto& [mode, color] = from.border;
  if (!inside && mode == BorderMode::constant) {
    const std::array<std::uint8_t, 3> bytes{color.red, color.green, color.blue};
    std::memcpy(to, bytes.data(), bytes.size());
    return;
  }
  if (!inside) {
    x = within(x, from.width, mode);
    y = within(y, from.height, mode);
  }
  std::memcpy(to, from.pixels + from.offset(x, y), 3);
}

Pair any_pair(const Source& from, std::int32_t x, std::int32_t y) {
  std::array<std::uint8_t, sizeof(Pair)> bytes{};
  take_pixel(from, x, y, bytes.data());
  take_pixel(from, x + 1, y, bytes.data() + 3);
  return pair_at(bytes.data());
}

/// Pixel by pixel: of borders of one colour, and of those that are seldom.
void take_one_by_one(const Source& from, const Positions& at, Neighbours& to) {
  const bool constant = from.border.mode == BorderMode::constant;
  const Pair color = constant ? any_pair(from, -2, 0) : 0;  // of what is all outside
  for (std::size_t i = 0; i < kAtOnce; ++i) {
    const std::int32_t x = at.x[i] >> kPartBits;
    const std::int32_t y = at.y[i] >> kPartBits;
    if (is_inside(from, at.x[i], at.y[i], y * from.width + x)) {
      to.upper[i] = pair_at(from.pixels + from.offset(x, y));
      to.lower[i] = pair_at(from.pixels + from.offset(x, y + 1));
    } else if (constant && (x < -1 || y < -1 || x >= from.width || y >= from.height)) {
      to.upper[i] = to.lower[i] = color;
    } else {
      to.upper[i] = any_pair(from, x, y);
      to.lower[i] = any_pair(from, x, y + 1);
    }
  }
}

/// `at` from 0 to `last`, where a border shows the image again and again: reflect repeats the pixel
/// at the edge, so there is nothing between the two and the edge is half a pixel away.
std::int32_t folded(std::int32_t at, std::int32_t last, BorderMode mode) {
  if (mode != BorderMode::replicate) {
    const std::int32_t edge = mode == BorderMode::reflect ? kParts / 2 : 0;
    const std::int32_t period = std::max(2 * (last + 2 * edge), 1);
    const std::int32_t rest = (at + edge) % period;
    const std::int32_t turn = rest < 0 ? rest + period : rest;
    at = std::min(turn, period - turn) - edge;
  }
  return std::clamp(at, 0, last);
}

/// The same of what is outside by less than the image is long.
template <BorderMode kMode>
[[gnu::always_inline]] inline std::int32_t folded_once(std::int32_t at, std::int32_t last) {
  constexpr std::int32_t kEdge = kMode == BorderMode::reflect ? kParts / 2 : 0;
  if (kMode != BorderMode::replicate) {
    at = at < -kEdge ? -2 * kEdge - at : at;
    at = at > last + kEdge ? 2 * (last + kEdge) - at : at;
  }
  at = at > 0 ? at : 0;
  return at < last ? at : last;
}

template <BorderMode kMode>
[[gnu::always_inline]] inline void fold(Block<std::int32_t>& at, std::int32_t last) {
  std::int32_t far = 0;
  for (std::size_t i = 0; i < kAtOnce; ++i) far |= (at[i] < -last) | (at[i] > 2 * last) ? 1 : 0;
  if (far != 0 && kMode != BorderMode::replicate) {
    for (std::int32_t& one : at) one = folded(one, last, kMode);
  }
  for (std::size_t i = 0; i < kAtOnce; ++i) at[i] = folded_once<kMode>(at[i], last);
}

template <BorderMode kMode>
[[gnu::always_inline]] inline void fold(const Source& from, Positions& at) {
  fold<kMode>(at.x, from.right());
  fold<kMode>(at.y, from.bottom());
}

/// Of positions that are within the image now. Of the last column the share of the right is whole;
/// below the last row is itself.
[[gnu::always_inline]] inline void take_folded(const Source& from, const Positions& at,
                                               Neighbours& to) {
  alignas(64) Block<std::uint32_t> upper;
  alignas(64) Block<std::uint32_t> lower;
  for (std::size_t i = 0; i < kAtOnce; ++i) {
    const std::int32_t right = at.x[i] >> kPartBits;
    const std::int32_t x = right < from.width - 2 ? right : from.width - 2;
    const std::int32_t y = at.y[i] >> kPartBits;
    const std::int32_t below = y < from.height - 1 ? y + 1 : y;
    to.right[i] = twice(at.x[i] - x * kParts);
    to.below[i] = twice(at.y[i] & (kParts - 1));
    upper[i] = 3 * static_cast<std::uint32_t>(y * from.width + x);
    lower[i] = 3 * static_cast<std::uint32_t>(below * from.width + x);
  }
  const std::size_t last = from.offset(0, from.height) - sizeof(Pair);
  const auto pair = [&](std::uint32_t offset) {
    if (offset <= last) return pair_at(from.pixels + offset);
    Pair exactly = 0;
    std::memcpy(&exactly, from.pixels + offset, 6);
    return exactly;
  };
  for (std::size_t i = 0; i < kAtOnce; ++i) {
    to.upper[i] = pair(upper[i]);
    to.lower[i] = pair(lower[i]);
  }
}

[[gnu::always_inline]] inline void take_at_border(const Source& from, Positions& at,
                                                  Neighbours& to) {
  const BorderMode mode = from.border.mode;
  if (mode == BorderMode::constant || mode == BorderMode::wrap || from.width < 2 ||
      from.offset(0, from.height) < sizeof(Pair)) {
    take_shares(at, to);
    take_one_by_one(from, at, to);
    return;
  }
  if (mode == BorderMode::replicate) fold<BorderMode::replicate>(from, at);
  if (mode == BorderMode::reflect) fold<BorderMode::reflect>(from, at);
  if (mode == BorderMode::reflect_101) fold<BorderMode::reflect_101>(from, at);
  take_folded(from, at, to);
}

/// The mean of bytes by their shares, exact, in numbers of 16 bits: the part of the way from above
/// to below is rounded down to a 32nd before the whole is, which comes to the same.
[[gnu::always_inline]] inline std::uint16_t mean(int upper_left, int upper_right, int lower_left,
                                                 int lower_right, int right, int lower) {
  const auto above = static_cast<std::int16_t>(upper_left * (kParts - right) + upper_right * right);
  const auto below = static_cast<std::int16_t>(lower_left * (kParts - right) + lower_right * right);
  const auto twice_down = static_cast<std::int16_t>(2 * (below - above));
  const auto share = static_cast<std::int16_t>(lower << 10);
  const auto part = static_cast<std::int16_t>((int{twice_down} * int{share}) >> 16);
  return static_cast<std::uint16_t>(static_cast<std::uint16_t>(above + part + kParts / 2) >>
                                    kPartBits);
}

[[gnu::always_inline]] inline void split(const Neighbours& from, Corners& to) {
  for (std::size_t i = 0; i < kAtOnce; ++i) {
    to.upper_left[i] = left_of(from.upper[i]);
    to.upper_right[i] = right_of(from.upper[i]);
    to.lower_left[i] = left_of(from.lower[i]);
    to.lower_right[i] = right_of(from.lower[i]);
  }
}

/// Two bytes at once are half a word: so numbers of 16 bits need no other order of the bytes.
[[gnu::always_inline]] inline void mix(const Corners& from, const Neighbours& shares,
                                       Block<Word>& to) {
  auto* const out = reinterpret_cast<std::uint8_t*>(to.data());
  for (std::size_t i = 0; i < 2 * kAtOnce; ++i) {
    const std::uint16_t upper_left = half_at(from.upper_left, i);
    const std::uint16_t upper_right = half_at(from.upper_right, i);
    const std::uint16_t lower_left = half_at(from.lower_left, i);
    const std::uint16_t lower_right = half_at(from.lower_right, i);
    const std::uint16_t right = half_at(shares.right, i);
    const std::uint16_t below = half_at(shares.below, i);
    const std::uint16_t first = mean(upper_left & 255, upper_right & 255, lower_left & 255,
                                     lower_right & 255, right, below);
    const std::uint16_t second =
        mean(upper_left >> 8, upper_right >> 8, lower_left >> 8, lower_right >> 8, right, below);
    const auto both = static_cast<std::uint16_t>(first | second << 8);
    std::memcpy(out + 2 * i, &both, sizeof both);
  }
}

/// Words to pixels, four at a time; what that writes beyond them is overwritten by the next.
[[gnu::always_inline]] inline void write(const Block<Word>& words, std::size_t count,
                                         std::uint8_t* to) {
  using Bytes [[gnu::vector_size(16)]] = std::uint8_t;
  std::size_t i = 0;
  for (; i + 6 <= count; i += 4) {
    Bytes four;
    std::memcpy(&four, &words[i], sizeof four);
    four = __builtin_shufflevector(four, four, 0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, 15, 15, 15,
                                   15);
    std::memcpy(to + 3 * i, &four, sizeof four);
  }
  for (; i < count; ++i) std::memcpy(to + 3 * i, &words[i], 3);
}

/// Of what is less than a block the first is read again and again.
template <class Number>
[[gnu::always_inline]] inline void take_positions(std::span<const Number> from,
                                                  Block<std::int32_t>& to) {
  if (from.size() == kAtOnce) {
    for (std::size_t i = 0; i < kAtOnce; ++i) to[i] = parts_of(from[i]);
    return;
  }
  to.fill(parts_of(from.front()));
  for (std::size_t i = 0; i < from.size(); ++i) to[i] = parts_of(from[i]);
}

struct Read {
  template <class Number>
  [[gnu::always_inline]] static inline void run(const Source* from, std::span<const Number> x,
                                                std::span<const Number> y, std::uint8_t* to) {
    Positions at;
    Neighbours neighbours;
    Corners corners;
    alignas(64) Block<Word> words;
    for (std::size_t begin = 0; begin < x.size(); begin += kAtOnce) {
      const std::size_t count = std::min(kAtOnce, x.size() - begin);
      take_positions(x.subspan(begin, count), at.x);
      take_positions(y.subspan(begin, count), at.y);
      if (!take_inside(*from, at, neighbours)) take_at_border(*from, at, neighbours);
      split(neighbours, corners);
      mix(corners, neighbours, words);
      write(words, count, to + 3 * begin);
    }
  }
};

}  // namespace

BilinearReader::BilinearReader(const image::PixelView& from, const Border& border)
    : pixels_(bytes_of(from).data()),
      width_(static_cast<std::int32_t>(from.size.width)),
      height_(static_cast<std::int32_t>(from.size.height)),
      border_(border) {
  ASSAY_CHECK(from.format == image::PixelFormat::rgb);
  ASSAY_CHECK(std::max(from.size.width, from.size.height) < 32767);
}

void BilinearReader::read(std::span<const float> x, std::span<const float> y,
                          std::uint8_t* to) const {
  const Source source{pixels_, width_, height_, border_};
  run_in_wide_vectors<Read>(&source, x, y, to);
}

void BilinearReader::read(std::span<const std::int32_t> x, std::span<const std::int32_t> y,
                          std::uint8_t* to) const {
  const Source source{pixels_, width_, height_, border_};
  run_in_wide_vectors<Read>(&source, x, y, to);
}

}  // namespace assay::stress
