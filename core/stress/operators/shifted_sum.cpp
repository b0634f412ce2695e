// SPDX-License-Identifier: Apache-2.0
#include "core/stress/operators/shifted_sum.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <vector>

#include "core/base/check.hpp"
#include "core/stress/operators/fixed_point.hpp"
#include "core/stress/operators/mirror.hpp"

namespace assay::stress {
namespace {

constexpr std::size_t kChunk = 64;  // samples whose sums stay in registers

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

/// The last rows that were read, as 8.8 fixed point numbers, with mirrored pixels on both sides.
class RowWindow {
 public:
  RowWindow(const image::PixelView& from, std::int64_t rows, std::int64_t margin,
            Workspace& workspace)
      : in_(reinterpret_cast<const std::uint8_t*>(from.bytes.data())),
        size_(from.size),
        rows_(rows),
        margin_(margin),
        pitch_(static_cast<std::size_t>(3 * (size_.width + 2 * margin)) + kChunk),
        samples_(workspace.lease<std::uint16_t>(pitch_ * static_cast<std::size_t>(rows))) {
    std::fill(samples_.span().begin(), samples_.span().end(), std::uint16_t{0});
  }

  /// Of the row `y` of the image, which may be beyond its sides; in place of row `y` - rows.
  void read(std::int64_t y) {
    const std::uint8_t* in = in_ + mirrored(y, size_.height) * size_.width * 3;
    std::uint16_t* out = begin(y);
    const std::int64_t samples = 3 * size_.width;
    for (std::int64_t i = 0; i < samples; ++i) {
      out[i] = static_cast<std::uint16_t>(in[i] << 8);
    }
    for (std::int64_t x = 1; x <= margin_; ++x) {
      const std::uint16_t* left = out + 3 * mirrored(-x, size_.width);
      const std::uint16_t* right = out + 3 * mirrored(size_.width - 1 + x, size_.width);
      std::copy_n(left, 3, out - 3 * x);
      std::copy_n(right, 3, out + samples + 3 * (x - 1));
    }
  }

  /// The first sample of the row `y`, which is one of those read last.
  std::uint16_t* begin(std::int64_t y) const {
    const auto slot = static_cast<std::size_t>((y % rows_ + rows_) % rows_);
    return samples_.data() + slot * pitch_ + 3 * margin_;
  }

 private:
  const std::uint8_t* in_;
  image::Size size_;
  std::int64_t rows_;
  std::int64_t margin_;
  std::size_t pitch_;
  Workspace::Lease<std::uint16_t> samples_;
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

void shifted_sum(std::span<const Tap> taps, const image::PixelView& from,
                 const image::MutablePixelView& to, Workspace& workspace) {
  std::int64_t across = 0;
  std::int64_t up_down = 0;
  std::int64_t total = 0;
  for (const Tap& tap : taps) {
    across = std::max(across, std::abs(tap.dx));
    up_down = std::max(up_down, std::abs(tap.dy));
    total += tap.weight;
  }
  ASSAY_CHECK(total == 65536 && taps.size() <= 256);

  RowWindow window(from, 2 * up_down + 1, across, workspace);
  for (std::int64_t y = -up_down; y < up_down; ++y) window.read(y);
  const auto samples = static_cast<std::size_t>(3 * from.size.width);
  auto* out = reinterpret_cast<std::uint8_t*>(to.bytes.data());
  // Each product loses up to 1, half of it on average.
  const auto start = static_cast<std::uint16_t>(128 + taps.size() / 2);
  std::vector<Source> sources(taps.size() + 1, Source{nullptr, 0});
  for (std::int64_t y = 0; y < from.size.height; ++y) {
    window.read(y + up_down);
    for (std::size_t i = 0; i < taps.size(); ++i) {
      sources[i] = {window.begin(y + taps[i].dy) + 3 * taps[i].dx, taps[i].weight};
    }
    write_row(sources.data(), start, {out + static_cast<std::size_t>(y) * samples, samples});
  }
}

}  // namespace assay::stress
