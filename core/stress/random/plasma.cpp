// SPDX-License-Identifier: Apache-2.0
#include "core/stress/random/plasma.hpp"

#include <algorithm>
#include <bit>
#include <utility>

namespace assay::stress {
namespace {

constexpr std::size_t kLargestSide = 8192;  // memory grows with its square

/// A square whose right border is followed by its left one, and its bottom by its top.
struct Torus {
  std::span<const float> points;
  std::size_t side = 1;
  const float* row(std::size_t y) const { return points.data() + y % side * side; }
};

/// Makes rows of the next finer grid, two at a time.
class Refinement {
 public:
  Refinement(Torus coarse, std::size_t columns, float amplitude, Workspace& workspace)
      : coarse_(coarse),
        columns_(columns),
        amplitude_(amplitude),
        buffer_(workspace.lease<float>(5 * (columns / 2 + 2))),
        above_(part(0)),
        below_(part(1)),
        top_(part(2)),
        bottom_(part(3)),
        moves_(part(4)) {}

  /// Middles of the squares above the first row.
  void begin(Stream& random) { middles(coarse_.side - 1, random, above_); }

  /// Rows 2 y and 2 y + 1 of the finer grid. `odd` may be empty.
  void refine(std::size_t y, Stream& random, float* even, float* odd) {
    middles(y, random, below_);
    copy_row(y, top_);
    copy_row(y + 1, bottom_);
    const std::size_t pairs = (columns_ + 1) / 2;
    draw(random);
    for (std::size_t j = 0; j < pairs; ++j) {
      even[2 * j] = top_[j];
      const float between = (above_[j + 1] + below_[j + 1] + top_[j] + top_[j + 1]) / 4 + moves_[j];
      if (2 * j + 1 < columns_) even[2 * j + 1] = between;
    }
    draw(random);
    for (std::size_t j = 0; odd != nullptr && j < pairs; ++j) {
      odd[2 * j] = (below_[j] + below_[j + 1] + top_[j] + bottom_[j]) / 4 + moves_[j];
      if (2 * j + 1 < columns_) odd[2 * j + 1] = below_[j + 1];
    }
    std::swap(above_, below_);
  }

 private:
  std::span<float> part(std::size_t i) const {
    const std::size_t length = columns_ / 2 + 2;
    return buffer_.span().subspan(i * length, length);
  }

  void copy_row(std::size_t y, std::span<float> out) const {
    const float* row = coarse_.row(y);
    for (std::size_t j = 0; j < out.size(); j += coarse_.side) {
      std::copy_n(row, std::min(coarse_.side, out.size() - j), out.data() + j);
    }
  }

  void draw(Stream& random) const {
    random.fill_uniform(moves_);
    for (float& move : moves_) move = amplitude_ * (2 * move - 1);
  }

  /// Of the squares below row `y`, from the one left of the first column on.
  void middles(std::size_t y, Stream& random, std::span<float> out) {
    copy_row(y, top_);
    copy_row(y + 1, bottom_);
    draw(random);
    const float left = coarse_.row(y)[coarse_.side - 1];
    const float left_below = coarse_.row(y + 1)[coarse_.side - 1];
    out[0] = (left + left_below + top_[0] + bottom_[0]) / 4 + moves_[0];
    for (std::size_t j = 1; j < out.size(); ++j) {
      out[j] = (top_[j - 1] + top_[j] + bottom_[j - 1] + bottom_[j]) / 4 + moves_[j];
    }
  }

  Torus coarse_;
  std::size_t columns_;
  float amplitude_;
  Workspace::Lease<float> buffer_;
  std::span<float> above_, below_, top_, bottom_, moves_;
};

void refine_all(Torus coarse, float amplitude, Stream& random, image::Size size,
                std::span<float> out, Workspace& workspace) {
  const auto columns = static_cast<std::size_t>(size.width);
  const auto rows = static_cast<std::size_t>(size.height);
  Refinement refinement(coarse, columns, amplitude, workspace);
  refinement.begin(random);
  for (std::size_t y = 0; y < rows; y += 2) {
    float* even = out.data() + y * columns;
    refinement.refine(y / 2, random, even, y + 1 < rows ? even + columns : nullptr);
  }
}

}  // namespace

void fill_plasma(double decay, Stream& random, image::Size size, std::span<float> out,
                 Workspace& workspace) {
  const auto longer = static_cast<std::uint64_t>(std::max(size.width, size.height));
  const std::size_t side =
      std::clamp<std::size_t>(std::bit_ceil(longer), std::size_t{2}, kLargestSide);
  const auto first = workspace.lease<float>(side * side / 4);
  const auto second = workspace.lease<float>(side * side / 4);
  std::span<float> coarse = first.span();
  std::span<float> fine = second.span();
  const auto shrink = static_cast<float>(1 / (decay * decay));
  float amplitude = 1;
  coarse[0] = 0;
  for (std::size_t n = 1; n < side / 2; n *= 2, amplitude *= shrink) {
    const auto doubled = static_cast<std::int64_t>(2 * n);
    refine_all({coarse, n}, amplitude, random, {doubled, doubled}, fine, workspace);
    std::swap(coarse, fine);
  }
  refine_all({coarse, side / 2}, amplitude, random, size, out, workspace);
  // Of the finest grid only what the image shows is there: its moves are small by then.
  auto [low, high] = std::minmax_element(coarse.begin(), coarse.end());
  const auto [low_out, high_out] = std::minmax_element(out.begin(), out.end());
  const float lowest = std::min(*low, *low_out);
  const float range = std::max(*high, *high_out) - lowest;
  const float scale = range > 0 ? 1 / range : 0;
  for (float& value : out) value = (value - lowest) * scale;
}

}  // namespace assay::stress
