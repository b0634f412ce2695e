// SPDX-License-Identifier: Apache-2.0
#include "core/stress/warp/homography.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <utility>

#include "core/base/check.hpp"
#include "core/base/wide_vectors.hpp"

namespace assay::stress {
namespace {

/// Positions that go to infinity are as good as these: far outside of any image.
constexpr float kFarAway = -1e7F;
constexpr double kLeastThird = 1e-12;  // homogeneous coordinate of what is ahead

/// Solves 8 equations by Gauss's elimination with the largest pivots; nullopt where they depend on
/// each other. Rows hold 8 coefficients and the right side.
std::optional<std::array<double, 8>> solve(std::array<std::array<double, 9>, 8> rows) {
  for (std::size_t k = 0; k < 8; ++k) {
    std::size_t pivot = k;
    for (std::size_t i = k + 1; i < 8; ++i) {
      if (std::abs(rows[i][k]) > std::abs(rows[pivot][k])) pivot = i;
    }
    if (std::abs(rows[pivot][k]) < 1e-10) return std::nullopt;
    std::swap(rows[k], rows[pivot]);
    for (std::size_t i = k + 1; i < 8; ++i) {
      const double factor = rows[i][k] / rows[k][k];
      for (std::size_t j = k; j < 9; ++j) rows[i][j] -= factor * rows[k][j];
    }
  }
  std::array<double, 8> x{};
  for (std::size_t k = 8; k-- > 0;) {
    double rest = rows[k][8];
    for (std::size_t j = k + 1; j < 8; ++j) rest -= rows[k][j] * x[j];
    x[k] = rest / rows[k][k];
  }
  return x;
}

struct MoveAffine {
  [[gnu::always_inline]] static inline void run(const Matrix3* matrix, std::span<float> x,
                                                std::span<float> y) {
    const Matrix3 m = *matrix;  // a copy: nothing that is written here changes it
    const double s = 1 / m[8];
    for (std::size_t i = 0; i < x.size(); ++i) {
      const double px = x[i];
      const double py = y[i];
      x[i] = static_cast<float>((m[0] * px + m[1] * py + m[2]) * s);
      y[i] = static_cast<float>((m[3] * px + m[4] * py + m[5]) * s);
    }
  }
};

constexpr std::size_t kAtOnce = 64;

/// Moves as many as kAtOnce, without branches, whose two sides compilers would not take several at
/// once; false where some are not ahead, and none are moved.
[[gnu::always_inline]] inline bool move_ahead(const Matrix3& m, float* x, float* y) {
  std::array<float, kAtOnce> moved_x;
  std::array<float, kAtOnce> moved_y;
  std::uint64_t behind = 0;  // as wide as what is compared, for compilers
  for (std::size_t i = 0; i < kAtOnce; ++i) {
    const double px = x[i];
    const double py = y[i];
    const double w = m[6] * px + m[7] * py + m[8];
    const double s = 1 / w;
    behind |= w > kLeastThird ? 0U : 1U;
    moved_x[i] = static_cast<float>((m[0] * px + m[1] * py + m[2]) * s);
    moved_y[i] = static_cast<float>((m[3] * px + m[4] * py + m[5]) * s);
  }
  if (behind != 0) return false;
  std::copy(moved_x.begin(), moved_x.end(), x);
  std::copy(moved_y.begin(), moved_y.end(), y);
  return true;
}

struct MovePerspective {
  [[gnu::always_inline]] static inline void run(const Matrix3* matrix, std::span<float> x,
                                                std::span<float> y) {
    const Matrix3 m = *matrix;
    for (std::size_t begin = 0; begin < x.size(); begin += kAtOnce) {
      const std::size_t end = std::min(begin + kAtOnce, x.size());
      if (end == begin + kAtOnce && move_ahead(m, x.data() + begin, y.data() + begin)) continue;
      for (std::size_t i = begin; i < end; ++i) {
        const double px = x[i];
        const double py = y[i];
        const double w = m[6] * px + m[7] * py + m[8];
        const bool ahead = w > kLeastThird;
        const double s = 1 / (ahead ? w : 1.0);
        x[i] = ahead ? static_cast<float>((m[0] * px + m[1] * py + m[2]) * s) : kFarAway;
        y[i] = ahead ? static_cast<float>((m[3] * px + m[4] * py + m[5]) * s) : kFarAway;
      }
    }
  }
};

/// The column that the first becomes where a map turns left and right round, and nothing else. To
/// count from there is what MoveAffine does.
std::optional<float> mirror(const Matrix3& m) {
  const bool only_mirrors = m[0] == -1 && m[1] == 0 && m[3] == 0 && m[4] == 1 && m[5] == 0 &&
                            m[6] == 0 && m[7] == 0 && m[8] == 1;
  if (!only_mirrors || m[2] != std::floor(m[2]) || std::abs(m[2]) > 1e6) return std::nullopt;
  return static_cast<float>(m[2]);
}

struct Mirror {
  [[gnu::always_inline]] static inline void run(float last, std::span<float> x) {
    for (float& one : x) one = last - one;
  }
};

}  // namespace

Matrix3 identity3() {
  return {1, 0, 0, 0, 1, 0, 0, 0, 1};
}

Matrix3 translation(double x, double y) {
  return {1, 0, x, 0, 1, y, 0, 0, 1};
}

Matrix3 multiply(const Matrix3& a, const Matrix3& b) {
  Matrix3 product{};
  for (std::size_t i = 0; i < 3; ++i) {
    for (std::size_t j = 0; j < 3; ++j) {
      for (std::size_t k = 0; k < 3; ++k) product[3 * i + j] += a[3 * i + k] * b[3 * k + j];
    }
  }
  return product;
}

std::optional<Matrix3> inverse(const Matrix3& m) {
  const Matrix3 adjoint{
      m[4] * m[8] - m[5] * m[7], m[2] * m[7] - m[1] * m[8], m[1] * m[5] - m[2] * m[4],
      m[5] * m[6] - m[3] * m[8], m[0] * m[8] - m[2] * m[6], m[2] * m[3] - m[0] * m[5],
      m[3] * m[7] - m[4] * m[6], m[1] * m[6] - m[0] * m[7], m[0] * m[4] - m[1] * m[3]};
  const double determinant = m[0] * adjoint[0] + m[1] * adjoint[3] + m[2] * adjoint[6];
  if (!(std::abs(determinant) > std::numeric_limits<double>::min())) return std::nullopt;
  Matrix3 result;
  for (std::size_t i = 0; i < 9; ++i) result[i] = adjoint[i] / determinant;
  return result;
}

std::optional<Point> apply(const Matrix3& m, Point p) {
  const double w = m[6] * p.x + m[7] * p.y + m[8];
  if (!(w > kLeastThird)) return std::nullopt;
  return Point{(m[0] * p.x + m[1] * p.y + m[2]) / w, (m[3] * p.x + m[4] * p.y + m[5]) / w};
}

std::optional<Matrix3> matrix_between(const std::array<Point, 4>& from,
                                      const std::array<Point, 4>& to) {
  std::array<std::array<double, 9>, 8> rows{};
  for (std::size_t i = 0; i < 4; ++i) {
    const Point& p = from[i];
    const Point& q = to[i];
    rows[i] = {p.x, p.y, 1, 0, 0, 0, -p.x * q.x, -p.y * q.x, q.x};
    rows[i + 4] = {0, 0, 0, p.x, p.y, 1, -p.x * q.y, -p.y * q.y, q.y};
  }
  const auto x = solve(rows);
  if (!x) return std::nullopt;
  const auto& c = *x;
  return Matrix3{c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7], 1};
}

Homography::Homography(const Matrix3& forward) : forward_(forward) {
  const auto inverted = inverse(forward);
  ASSAY_CHECK(inverted.has_value());
  backward_ =
      *inverted;  // as it is: so what comes from behind has a negative third number both ways
}

void Homography::backward(std::span<float> x, std::span<float> y) const {
  if (!is_affine()) {
    run_in_wide_vectors<MovePerspective>(&backward_, x, y);
  } else if (const auto mirrored = mirror(backward_)) {
    run_in_wide_vectors<Mirror>(*mirrored, x);
  } else {
    run_in_wide_vectors<MoveAffine>(&backward_, x, y);
  }
}

std::optional<Point> Homography::forward(Point input) const {
  return apply(forward_, input);
}

bool Homography::is_affine() const {
  return backward_[6] == 0 && backward_[7] == 0;
}

}  // namespace assay::stress
