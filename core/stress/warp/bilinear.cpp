// SPDX-License-Identifier: Apache-2.0
#include "core/stress/warp/bilinear.hpp"

#include <algorithm>
#include <bit>

#include "core/base/check.hpp"
#include "core/base/wide_vectors.hpp"
#include "core/stress/pixel_bytes.hpp"
#include "core/stress/warp/bilinear_border.hpp"

namespace assay::stress::bilinear {
namespace {

/// A pixel in the order of memory, and a byte that says nothing.
using Word = std::uint32_t;

struct Corners {
  alignas(64) Block<Word> upper_left, upper_right, lower_left, lower_right;
};

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
}  // namespace assay::stress::bilinear

namespace assay::stress {

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
  const bilinear::Source source{pixels_, width_, height_, border_};
  run_in_wide_vectors<bilinear::Read>(&source, x, y, to);
}

void BilinearReader::read(std::span<const std::int32_t> x, std::span<const std::int32_t> y,
                          std::uint8_t* to) const {
  const bilinear::Source source{pixels_, width_, height_, border_};
  run_in_wide_vectors<bilinear::Read>(&source, x, y, to);
}

}  // namespace assay::stress
