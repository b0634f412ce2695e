// SPDX-License-Identifier: Apache-2.0
#include "core/stress/warp/homography_rows.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include "core/base/check.hpp"
#include "core/base/wide_vectors.hpp"
#include "core/stress/warp/bilinear.hpp"

namespace assay::stress {
namespace {

// Affine maps are added up in 1024ths of a pixel.
constexpr std::int32_t kFine = 1024;
constexpr int kFineBits = 5;  // of these, those that parts of a pixel have not
static_assert(kFine >> kFineBits == kParts);

/// To the nearest, of two the even: adding kNoFraction leaves no bits for less than 1. What is
/// further than `most` is limited as bits, which grow with numbers, for compilers take those
/// several at once.
[[gnu::always_inline]] inline std::int32_t rounded(double value, std::int32_t most) {
  constexpr double kNoFraction = 6755399441055744;  // 1.5 times 2^52
  constexpr auto kZero = std::bit_cast<std::int64_t>(kNoFraction);
  auto bits = std::bit_cast<std::int64_t>(value + kNoFraction);
  bits = bits > kZero - most ? bits : kZero - most;
  bits = bits < kZero + most ? bits : kZero + most;
  return static_cast<std::int32_t>(bits - kZero);
}

/// Far from all images, and with room to add two of them.
std::int32_t fine(double position) {
  return rounded(position * kFine, std::numeric_limits<std::int32_t>::max() / 4);
}

struct AddAffine {
  [[gnu::always_inline]] static inline void run(const std::int32_t* columns, std::int32_t row,
                                                std::span<std::int32_t> parts) {
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const std::int32_t at = (row + columns[i]) >> kFineBits;
      parts[i] = std::clamp(at, -kFurthest, kFurthest);
    }
  }
};

/// The third number and the other two times it, of one stretch of a row.
struct Stretch {
  const Matrix3& m;
  double x, y, third;

  Stretch(const Matrix3& matrix, double column, double row)
      : m(matrix),
        x(m[0] * column + m[1] * row + m[2]),
        y(m[3] * column + m[4] * row + m[5]),
        third(m[6] * column + m[7] * row + m[8]) {}
};

struct FindPerspective {
  [[gnu::always_inline]] static inline void run(const Stretch* from, std::int32_t* parts_x,
                                                std::int32_t* parts_y, std::int32_t count) {
    const double x = from->x;
    const double y = from->y;
    const double third = from->third;
    const double step_x = from->m[0];
    const double step_y = from->m[3];
    const double step_third = from->m[6];
    for (std::int32_t i = 0; i < count; ++i) {
      const double scale = kParts / (third + step_third * i);  // infinite where that is nothing
      parts_x[i] = rounded((x + step_x * i) * scale, kFurthest);
      parts_y[i] = rounded((y + step_y * i) * scale, kFurthest);
    }
  }
};

/// The blocks in which OpenCV goes through an image of a perspective: 1024 pixels, 16 rows of them.
std::size_t stretch_of(image::Size size) {
  constexpr std::int64_t kPixels = 1024;
  constexpr std::int64_t kRows = 16;
  return static_cast<std::size_t>(std::min(kPixels / std::min(kRows, size.height), size.width));
}

}  // namespace

HomographyRows::HomographyRows(const Homography& homography, image::Size size)
    : backward_(homography.backward_matrix()),
      affine_(homography.is_affine()),
      stretch_(stretch_of(size)) {
  if (!affine_) return;
  for (double& value : backward_) value /= homography.backward_matrix()[8];
  for (std::int64_t i = 0; i < size.width; ++i) {
    const auto column = static_cast<double>(i);
    x_.push_back(fine(backward_[0] * column));
    y_.push_back(fine(backward_[3] * column));
  }
}

void HomographyRows::find_affine(double y, std::span<std::int32_t> parts_x,
                                 std::span<std::int32_t> parts_y) const {
  constexpr std::int32_t kHalfPart = kFine / kParts / 2;
  const Matrix3& m = backward_;
  run_in_wide_vectors<AddAffine>(x_.data(), fine(m[1] * y + m[2]) + kHalfPart, parts_x);
  run_in_wide_vectors<AddAffine>(y_.data(), fine(m[4] * y + m[5]) + kHalfPart, parts_y);
}

void HomographyRows::find(std::int64_t y, std::span<std::int32_t> parts_x,
                          std::span<std::int32_t> parts_y) const {
  const auto row = static_cast<double>(y);
  if (affine_) return find_affine(row, parts_x, parts_y);
  for (std::size_t begin = 0; begin < parts_x.size(); begin += stretch_) {
    const std::size_t count = std::min(stretch_, parts_x.size() - begin);
    const Stretch stretch(backward_, static_cast<double>(begin), row);
    run_in_wide_vectors<FindPerspective>(&stretch, parts_x.data() + begin, parts_y.data() + begin,
                                         static_cast<std::int32_t>(count));
  }
}

}  // namespace assay::stress
