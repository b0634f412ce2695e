// SPDX-License-Identifier: Apache-2.0
#include "core/stress/filter/shifted_sum.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <span>

#include "core/base/check.hpp"
#include "core/stress/filter/fixed_point.hpp"
#include "core/stress/filter/mirror.hpp"
#include "core/stress/pixel_bytes.hpp"

namespace assay::stress {
namespace {

constexpr std::size_t kChunk = 64;  // samples whose sums stay in registers

using Beyond = ShiftedSum::Beyond;

/// A tap in 65536ths.
struct FixedTap {
  std::int64_t dx, dy;
  std::uint16_t weight;
};

std::vector<FixedTap> in_fixed_point(std::span<const Tap> taps) {
  std::vector<FixedTap> fixed{{taps[0].dx, taps[0].dy, 0}};
  std::int64_t others = 0;
  for (const Tap& tap : taps.subspan(1)) {
    const auto weight = static_cast<std::uint16_t>(std::lround(tap.weight * 65536));
    if (weight == 0) continue;
    others += weight;
    fixed.push_back({tap.dx, tap.dy, weight});
  }
  ASSAY_CHECK(others > 0 && others <= 65536 && fixed.size() <= ShiftedSum::kMostTaps);
  fixed[0].weight = static_cast<std::uint16_t>(65536 - others);
  return fixed;
}

/// Which of `count` pixels is seen at `position`.
std::int64_t seen(Beyond beyond, std::int64_t position, std::int64_t count) {
  return beyond == Beyond::mirrored ? mirrored(position, count)
                                    : std::clamp(position, std::int64_t{0}, count - 1);
}

/// Where a tap reads for the first sample of a row. A list of them ends with a null pointer rather
/// than with a count: compilers unroll counted loops over them, and then no longer keep the sums in
/// registers.
struct Source {
  const std::uint16_t* samples;
  std::uint16_t weight;
};

/// Adds 8.8 fixed point numbers; `start` stands for what rounding takes away.
void sum_chunk(const Source* sources, std::size_t at, std::uint16_t start, std::uint8_t* out) {
  std::array<std::uint16_t, kChunk> sum;
  sum.fill(start);
  for (; sources->samples != nullptr; ++sources) {
    const std::uint16_t* in = sources->samples + at;
    const std::uint16_t weight = sources->weight;
    for (std::size_t i = 0; i < kChunk; ++i) {
      sum[i] = static_cast<std::uint16_t>(sum[i] + times(in[i], weight));
    }
  }
  for (std::size_t i = 0; i < kChunk; ++i) out[i] = static_cast<std::uint8_t>(sum[i] >> 8);
}

/// The last rows that were read, as 8.8 fixed point numbers, with what is beyond on both sides.
class RowWindow {
 public:
  struct Shape {
    std::int64_t rows;
    std::int64_t margin;  // pixels
    Beyond beyond;
  };

  RowWindow(const image::PixelView& from, const Shape& shape, Workspace& workspace)
      : in_(bytes_of(from).data()),
        size_(from.size),
        channels_(image::channels(from.format)),
        shape_(shape),
        pitch_(static_cast<std::size_t>(channels_ * (size_.width + 2 * shape.margin)) + kChunk),
        samples_(workspace.lease<std::uint16_t>(pitch_ * static_cast<std::size_t>(shape.rows))) {
    std::fill(samples_.span().begin(), samples_.span().end(), std::uint16_t{0});
    for (std::int64_t x = -shape.margin; x < 0; ++x) add_copies(x);
    for (std::int64_t x = 0; x < shape.margin; ++x) add_copies(size_.width + x);
  }

  /// Of the row `y` of the image, which may be beyond its sides; in place of row `y` - rows.
  void read(std::int64_t y) {
    const std::uint8_t* in = in_ + seen(shape_.beyond, y, size_.height) * size_.width * channels_;
    std::uint16_t* out = begin(y);
    const std::int64_t samples = channels_ * size_.width;
    for (std::int64_t i = 0; i < samples; ++i) {
      out[i] = static_cast<std::uint16_t>(in[i] << 8);
    }
    for (const Copy& copy : copies_) out[copy.to] = out[copy.from];
  }

  /// The first sample of the row `y`, which is one of those read last.
  std::uint16_t* begin(std::int64_t y) const {
    const auto slot = static_cast<std::size_t>((y % shape_.rows + shape_.rows) % shape_.rows);
    return samples_.data() + static_cast<std::int64_t>(slot * pitch_) + channels_ * shape_.margin;
  }

 private:
  /// Samples of a row, from its first on.
  struct Copy {
    std::ptrdiff_t to, from;
  };

  /// For a pixel beyond the sides.
  void add_copies(std::int64_t x) {
    const std::int64_t from = seen(shape_.beyond, x, size_.width);
    for (std::int64_t c = 0; c < channels_; ++c) {
      copies_.push_back({channels_ * x + c, channels_ * from + c});
    }
  }

  const std::uint8_t* in_;
  image::Size size_;
  std::int64_t channels_;
  Shape shape_;
  std::size_t pitch_;
  Workspace::Lease<std::uint16_t> samples_;
  std::vector<Copy> copies_;  // what is beyond the sides of a row
};

void write_row(const Source* sources, std::uint16_t start, std::span<std::uint8_t> out) {
  std::size_t at = 0;
  for (; at + kChunk <= out.size(); at += kChunk) sum_chunk(sources, at, start, out.data() + at);
  if (at == out.size()) return;
  std::array<std::uint8_t, kChunk> rest;
  sum_chunk(sources, at, start, rest.data());
  std::copy_n(rest.begin(), out.size() - at, out.data() + at);
}

}  // namespace

void shifted_sum(const ShiftedSum& sum, const image::PixelView& from,
                 const image::MutablePixelView& to, Workspace& workspace) {
  const std::vector<FixedTap> taps = in_fixed_point(sum.taps);
  std::int64_t across = 0;
  std::int64_t up_down = 0;
  for (const FixedTap& tap : taps) {
    across = std::max(across, std::abs(tap.dx));
    up_down = std::max(up_down, std::abs(tap.dy));
  }
  RowWindow window(from, {2 * up_down + 1, across, sum.beyond}, workspace);
  for (std::int64_t y = -up_down; y < up_down; ++y) window.read(y);
  const std::int64_t channels = image::channels(from.format);
  const auto samples = static_cast<std::size_t>(channels * from.size.width);
  std::uint8_t* out = bytes_of(to).data();
  // Each product loses up to 1, half of it on average.
  const auto start =
      static_cast<std::uint16_t>(std::lround(sum.offset * 256) + std::ssize(taps) / 2);
  std::vector<Source> sources(taps.size() + 1, Source{nullptr, 0});
  for (std::int64_t y = 0; y < from.size.height; ++y) {
    window.read(y + up_down);
    for (std::size_t i = 0; i < taps.size(); ++i) {
      sources[i] = {window.begin(y + taps[i].dy) + channels * taps[i].dx, taps[i].weight};
    }
    write_row(sources.data(), start, {out + static_cast<std::size_t>(y) * samples, samples});
  }
}

}  // namespace assay::stress
