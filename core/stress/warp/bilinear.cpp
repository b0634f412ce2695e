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

constexpr float kNoFraction = 12582912;  // 1.5 times 2^23: what is added to it leaves no fraction
constexpr auto kZero = std::bit_cast<std::uint32_t>(kNoFraction);

/// To the nearest, of two the even. What is far away becomes anything that is outside of images.
[[gnu::always_inline]] inline std::uint32_t parts_of(float position) {
  return std::bit_cast<std::uint32_t>(position * kParts + kNoFraction) - kZero;
}

[[gnu::always_inline]] inline std::uint32_t parts_of(std::int32_t parts) {
  return static_cast<std::uint32_t>(parts);
}

/// The same, but what is far away stays on its side: bits grow with numbers.
[[gnu::always_inline]] inline std::int32_t limited_parts_of(float position) {
  constexpr auto kMiddle = static_cast<std::int32_t>(kZero);
  auto bits = std::bit_cast<std::int32_t>(position * kParts + kNoFraction);
  bits = bits > kMiddle - kFurthest ? bits : kMiddle - kFurthest;
  bits = bits < kMiddle + kFurthest ? bits : kMiddle + kFurthest;
  return bits - kMiddle;
}

[[gnu::always_inline]] inline std::int32_t limited_parts_of(std::int32_t parts) {
  return parts;
}

[[gnu::always_inline]] inline std::uint32_t twice(std::uint32_t share) {
  return share | share << 16;
}

/// Pixels of which more can be read as pairs than there are before this: the last pair of an image
/// would reach two bytes beyond it.
[[gnu::always_inline]] inline std::int32_t end_of_pairs(const Source& from) {
  return from.width * (from.height - 1) - 2;
}

/// Not inlined: compilers would take the offsets out of vectors again, one by one.
[[gnu::noinline]] void take_pairs(const std::uint8_t* pixels, const Block<std::uint32_t>& offset,
                                  Block<Pair>& to) {
#pragma GCC unroll 8
  for (std::size_t i = 0; i < kAtOnce; ++i) to[i] = pair_at(pixels + offset[i]);
}

/// Where all of the block are inside; else false, and nothing is taken.
template <class Number>
[[gnu::always_inline]] inline bool take_inside(const Source& from, const Number* at_x,
                                               const Number* at_y, Neighbours& to) {
  alignas(64) Block<std::uint32_t> offset;
  const auto width = static_cast<std::uint32_t>(from.width);
  std::uint32_t right = 0;  // the furthest; what is to the left of an image is further than all
  std::uint32_t bottom = 0;
  std::uint32_t last = 0;
  for (std::size_t i = 0; i < kAtOnce; ++i) {
    const std::uint32_t x = parts_of(at_x[i]);
    const std::uint32_t y = parts_of(at_y[i]);
    const std::uint32_t index = (y >> kPartBits) * width + (x >> kPartBits);
    right = x > right ? x : right;
    bottom = y > bottom ? y : bottom;
    last = index > last ? index : last;
    offset[i] = 3 * index;
    to.right[i] = twice(x & (kParts - 1));
    to.below[i] = twice(y & (kParts - 1));
  }
  const auto below = [](std::uint32_t one, std::int32_t end) {
    return one < static_cast<std::uint32_t>(end);
  };
  if (!below(right, from.right()) || !below(bottom, from.bottom()) ||
      !below(last, end_of_pairs(from))) {
    return false;
  }
  take_pairs(from.pixels, offset, to.upper);
  take_pairs(from.pixels + from.row(), offset, to.lower);
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

bool is_inside(const Source& from, std::int32_t x, std::int32_t y) {
  return x >= 0 && y >= 0 && x < from.width - 1 && y < from.height - 1 &&
         y * from.width + x < end_of_pairs(from);
}

/// Pixel by pixel: of borders of one colour, and of those that are seldom.
void take_one_by_one(const Source& from, const Positions& at, Neighbours& to) {
  const bool constant = from.border.mode == BorderMode::constant;
  const Pair color = constant ? any_pair(from, -2, 0) : 0;  // of what is all outside
  for (std::size_t i = 0; i < kAtOnce; ++i) {
    const std::int32_t x = at.x[i] >> kPartBits;
    const std::int32_t y = at.y[i] >> kPartBits;
    to.right[i] = twice(static_cast<std::uint32_t>(at.x[i]) % kParts);
    to.below[i] = twice(static_cast<std::uint32_t>(at.y[i]) % kParts);
    if (is_inside(from, x, y)) {
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
  for (std::size_t i = 0; i < kAtOnce; ++i) far += int{at[i] < -last} + int{at[i] > 2 * last};
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
    to.right[i] = twice(static_cast<std::uint32_t>(at.x[i] - x * kParts));
    to.below[i] = twice(static_cast<std::uint32_t>(at.y[i]) % kParts);
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

template <class Number>
[[gnu::always_inline]] inline void take_at_border(const Source& from, const Number* at_x,
                                                  const Number* at_y, Neighbours& to) {
  Positions at;
  for (std::size_t i = 0; i < kAtOnce; ++i) {
    at.x[i] = limited_parts_of(at_x[i]);
    at.y[i] = limited_parts_of(at_y[i]);
  }
  const BorderMode mode = from.border.mode;
  if (mode == BorderMode::constant || mode == BorderMode::wrap || from.width < 2 ||
      from.offset(0, from.height) < sizeof(Pair)) {
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

/// Words to as many pixels, four at a time; what that writes beyond them is overwritten by the
/// next.
[[gnu::always_inline]] inline void write(const Block<Word>& words, std::size_t count,
                                         std::uint8_t* to) {
  using Bytes [[gnu::vector_size(16)]] = std::uint8_t;
  const std::size_t fours = count < 2 ? 0 : (count - 2) / 4;
  for (std::size_t i = 0; i < 4 * fours; i += 4) {
    Bytes four;
    std::memcpy(&four, &words[i], sizeof four);
    four =
        __builtin_shufflevector(four, four, 0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, 15, 15, 15, 15);
    std::memcpy(to + 3 * i, &four, sizeof four);
  }
  for (std::size_t i = 4 * fours; i < count; ++i) std::memcpy(to + 3 * i, &words[i], 3);
}

template <class Number>
[[gnu::always_inline]] inline void read_block(const Source& from, const Number* at_x,
                                              const Number* at_y, std::size_t count,
                                              std::uint8_t* to) {
  Neighbours neighbours;
  Corners corners;
  alignas(64) Block<Word> words;
  if (!take_inside(from, at_x, at_y, neighbours)) take_at_border(from, at_x, at_y, neighbours);
  split(neighbours, corners);
  mix(corners, neighbours, words);
  write(words, count, to);
}

struct Read {
  template <class Number>
  [[gnu::always_inline]] static inline void run(const Source* from, std::span<const Number> x,
                                                std::span<const Number> y, std::uint8_t* to) {
    Block<Number> last_x{};
    Block<Number> last_y{};
    for (std::size_t begin = 0; begin < x.size(); begin += kAtOnce) {
      const Number* at_x = x.data() + begin;
      const Number* at_y = y.data() + begin;
      const std::size_t count = std::min(kAtOnce, x.size() - begin);
      if (count < kAtOnce) {  // what is missing is not written
        at_x = std::copy_n(at_x, count, last_x.begin()) - count;
        at_y = std::copy_n(at_y, count, last_y.begin()) - count;
      }
      read_block(*from, at_x, at_y, count, to + 3 * begin);
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
