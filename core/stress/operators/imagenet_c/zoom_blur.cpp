// SPDX-License-Identifier: Apache-2.0
// The mean of an image and of enlarged ones. Enlarging by less than 2 takes neighbours from
// neighbours nearly everywhere, so rows are done in runs in which the two only differ by a shift.
#include <algorithm>
#include <cmath>
#include <vector>

#include "core/stress/operators/imagenet_c/family.hpp"
#include "core/stress/pixel_bytes.hpp"

namespace assay::stress::imagenet_c {
namespace {

struct Zooms {
  int count = 0;  // 1, 1 + step, 1 + 2 step, ...
  double step = 0;
};

/// For each output position the two input positions that it lies between.
struct Axis {
  std::vector<std::int64_t> first;
  std::vector<std::uint32_t> weight;  // of the second, in 65536ths
};

/// The middle of a side, enlarged so that its first and last pixels stay in the middles of the
/// first and last: scipy's zoom() of order 1.
Axis zoomed(std::int64_t side, double zoom) {
  const auto cropped = static_cast<std::int64_t>(std::ceil(static_cast<double>(side) / zoom));
  const std::int64_t begin = (side - cropped) / 2;
  const auto enlarged = std::llrint(static_cast<double>(cropped) * zoom);
  const double step = static_cast<double>(cropped - 1) /
                      static_cast<double>(std::max<std::int64_t>(enlarged - 1, 1));
  Axis axis;
  for (std::int64_t i = 0; i < side; ++i) {
    const double at = std::min(static_cast<double>(i) * step, static_cast<double>(cropped - 1));
    const auto first = static_cast<std::int64_t>(at);
    axis.first.push_back(begin + first);
    axis.weight.push_back(static_cast<std::uint32_t>((at - static_cast<double>(first)) * 65535));
  }
  return axis;
}

/// Of RGB values in 256ths: [width] from [width + 1].
class RowZoom {
 public:
  explicit RowZoom(const Axis& axis) {
    std::int64_t shift = -1;
    for (std::size_t x = 0; x < axis.first.size(); ++x) {
      const std::int64_t moved = axis.first[x] - static_cast<std::int64_t>(x);
      if (runs_.empty() || moved != shift) runs_.push_back({3 * x, 3 * moved});
      shift = moved;
      second_.insert(second_.end(), 3, static_cast<std::uint16_t>(axis.weight[x]));
      first_.insert(first_.end(), 3, static_cast<std::uint16_t>(65535 - axis.weight[x]));
    }
    runs_.push_back({second_.size(), 0});
  }

  void apply(const std::uint16_t* in, std::uint16_t* out) const {
    for (std::size_t r = 0; r + 1 < runs_.size(); ++r) {
      const std::uint16_t* from = in + runs_[r].shift;
      for (std::size_t i = runs_[r].begin; i < runs_[r + 1].begin; ++i) {
        out[i] = static_cast<std::uint16_t>((std::uint32_t{from[i]} * first_[i] >> 16) +
                                            (std::uint32_t{from[i + 3]} * second_[i] >> 16) + 1);
      }
    }
  }

 private:
  struct Run {
    std::size_t begin;
    std::ptrdiff_t shift;
  };
  std::vector<Run> runs_;
  std::vector<std::uint16_t> first_;
  std::vector<std::uint16_t> second_;
};

/// Rows of one enlarged image, of which two at a time are needed.
struct TwoRows {
  std::span<std::uint16_t> wide;  // an input row in 256ths, its last pixel twice
  std::array<std::span<std::uint16_t>, 2> rows;
  std::array<std::int64_t, 2> which{-1, -1};

  const std::uint16_t* row(std::int64_t y, const RowZoom& zoom, std::span<const std::uint8_t> in) {
    const auto slot = static_cast<std::size_t>(y % 2);
    if (which.at(slot) == y) return rows.at(slot).data();
    const std::size_t length = rows[0].size();
    const std::uint8_t* from = in.data() + static_cast<std::size_t>(y) * length;
    for (std::size_t i = 0; i < length; ++i) wide[i] = static_cast<std::uint16_t>(from[i] << 8);
    std::copy_n(wide.data() + length - 3, 3, wide.data() + length);
    zoom.apply(wide.data(), rows.at(slot).data());
    which.at(slot) = y;
    return rows.at(slot).data();
  }
};

// Not inlined: where GCC knows more of the weights than their type says, it widens 16-bit products
// of which it takes the upper halves otherwise, at a third of the speed.
[[gnu::noinline]] void add_rows(const std::uint16_t* a, std::uint16_t weight_a,
                                const std::uint16_t* b, std::uint16_t weight_b,
                                std::span<std::uint16_t> sums) {
  for (std::size_t i = 0; i < sums.size(); ++i) {
    sums[i] = static_cast<std::uint16_t>(sums[i] + (std::uint32_t{a[i]} * weight_a >> 16) +
                                         (std::uint32_t{b[i]} * weight_b >> 16));
  }
}

void apply_zooms(const Zooms& zooms, const image::PixelView& from,
                 const image::MutablePixelView& to, Workspace& workspace) {
  const auto in = bytes_of(from);
  const auto out = bytes_of(to);
  const auto [width, height] = from.size;
  const auto length = static_cast<std::size_t>(3 * width);
  const auto sums = workspace.lease<std::uint16_t>(in.size());
  const auto rows = workspace.lease<std::uint16_t>(3 * length + 3);
  const auto share = static_cast<std::uint16_t>(65536 / (zooms.count + 1));
  for (std::size_t i = 0; i < in.size(); ++i) {
    // The image itself; and what products lose where their decimals are cut off.
    sums[i] = static_cast<std::uint16_t>((std::uint32_t{in[i]} * share >> 8) +
                                         static_cast<std::uint32_t>(zooms.count));
  }
  for (int k = 0; k < zooms.count; ++k) {
    const double zoom = 1 + k * ((1 + zooms.step) - 1);  // to the last bit: a side is rounded up
    const RowZoom row_zoom(zoomed(width, zoom));
    const Axis vertical = zoomed(height, zoom);
    TwoRows two{rows.span().first(length + 3),
                {rows.span().subspan(length + 3, length), rows.span().last(length)}};
    for (std::int64_t y = 0; y < height; ++y) {
      const auto row = static_cast<std::size_t>(y);
      const auto below = static_cast<std::uint16_t>(vertical.weight[row] * share >> 16);
      const std::int64_t first = vertical.first[row];
      add_rows(two.row(first, row_zoom, in), static_cast<std::uint16_t>(share - below),
               two.row(std::min(first + 1, height - 1), row_zoom, in), below,
               sums.span().subspan(row * length, length));
    }
  }
  for (std::size_t i = 0; i < out.size(); ++i) {
    out[i] = static_cast<std::uint8_t>(std::min((sums[i] + 8) >> 8, 255));
  }
}

Effect effect(const Values& values, const Setting&) {
  static constexpr BySeverity<Zooms> kZooms{
      {{12, 0.01}, {16, 0.01}, {11, 0.02}, {13, 0.02}, {11, 0.03}}};
  const Zooms* zooms = chosen(kZooms, values);
  if (zooms == nullptr) return Unchanged{};
  const double largest = 1 + (zooms->count - 1) * zooms->step;
  return Filter{[zooms](const image::PixelView& from, const image::MutablePixelView& to,
                        Workspace& workspace) { apply_zooms(*zooms, from, to, workspace); },
                0,
                {},
                nullptr,
                // Half of what is between the outermost positions of a pixel.
                (largest - 1) / 2};
}

}  // namespace

Operator zoom_blur() {
  return corruption("zoom_blur", "The mean of enlarged images, as if zoomed while exposed.",
                    effect);
}

}  // namespace assay::stress::imagenet_c
