// SPDX-License-Identifier: Apache-2.0
#include "core/stress/warp/mesh.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include "core/base/check.hpp"

namespace assay::stress {
namespace {

constexpr double kMostSteep = 0.9;
constexpr double kTolerance = 0.01;                       // pixels
constexpr double kClose = kTolerance * (1 - kMostSteep);  // of a step towards the place looked for
constexpr int kSteps = 200;
constexpr double kDamping = 0.6;  // of steps where the mesh folds: it may throw them off

/// The square of the largest singular value of ((a, b), (c, d)).
double norm_squared(double a, double b, double c, double d) {
  const double sum = a * a + b * b + c * c + d * d;
  const double det = a * d - b * c;
  return (sum + std::sqrt(std::max(0.0, sum * sum - 4 * det * det))) / 2;
}

/// The triangle that a position is in, clamped to the mesh. Both triangles of a cell have its upper
/// right and its lower left knot.
struct Place {
  std::size_t corner;  // the third knot, where the right angle is
  std::size_t right, below;
  float to_right, to_below;  // how far from the corner towards them, 0 to 1
};

template <class Real>
Place place_in(const Mesh& mesh, Real x, Real y) {
  const auto along = [](Real at, double begin, double step, std::size_t knots) {
    const Real cells = (at - static_cast<Real>(begin)) * static_cast<Real>(1 / step);
    return std::clamp(cells, Real{0}, static_cast<Real>(static_cast<std::int32_t>(knots) - 1));
  };
  const Real u = along(x, mesh.left, mesh.step_x, mesh.columns);
  const Real v = along(y, mesh.top, mesh.step_y, mesh.rows);
  // Of 32 bits, to and from which processors convert at once.
  const auto columns = static_cast<std::int32_t>(mesh.columns);
  const std::int32_t i = std::min(static_cast<std::int32_t>(u), columns - 2);
  const std::int32_t j =
      std::min(static_cast<std::int32_t>(v), static_cast<std::int32_t>(mesh.rows) - 2);
  const auto right = static_cast<float>(u - static_cast<Real>(i));
  const auto down = static_cast<float>(v - static_cast<Real>(j));
  const std::size_t knot = static_cast<std::size_t>(j) * mesh.columns + static_cast<std::size_t>(i);
  const bool upper = right + down <= 1;
  return {upper ? knot : knot + mesh.columns + 1, knot + 1, knot + mesh.columns,
          upper ? right : 1 - down, upper ? down : 1 - right};
}

float at_place(const std::vector<float>& values, const Place& at) {
  const float corner = values[at.corner];
  return corner + at.to_right * (values[at.right] - corner) +
         at.to_below * (values[at.below] - corner);
}

/// Knots of one row or column, and how far apart they are.
struct Line {
  const float* moves;
  std::size_t stride, count;
  double step;

  double seen(std::size_t i) const { return static_cast<double>(i) * step + moves[i * stride]; }
};

/// The widest distance between two knots of which the first shows what is beyond the second's.
double widest_fold(const Line& line) {
  constexpr std::size_t kWidest = 64;  // knots
  double furthest = line.seen(0);
  std::size_t widest = 0;
  for (std::size_t i = 1; i < line.count; ++i) {
    if (line.seen(i) >= furthest) {
      furthest = line.seen(i);
      continue;
    }
    for (std::size_t begin = i - std::min(i, kWidest); begin + widest < i; ++begin) {
      if (line.seen(begin) > line.seen(i)) widest = i - begin;
    }
  }
  return static_cast<double>(widest) * line.step;
}

double widest_fold(const Mesh& mesh) {
  double fold = 0;
  for (std::size_t j = 0; j < mesh.rows; ++j) {
    fold = std::max(fold,
                    widest_fold({mesh.dx.data() + j * mesh.columns, 1, mesh.columns, mesh.step_x}));
  }
  for (std::size_t i = 0; i < mesh.columns; ++i) {
    fold = std::max(fold, widest_fold({mesh.dy.data() + i, mesh.columns, mesh.rows, mesh.step_y}));
  }
  return fold;
}

}  // namespace

double steepness(const Mesh& mesh) {
  double most = 0;
  const auto at = [&](std::size_t i, std::size_t j) { return j * mesh.columns + i; };
  const auto consider = [&](std::size_t corner, std::size_t beside, std::size_t below) {
    const auto change = [&](const std::vector<float>& d, std::size_t to, double step) {
      return (static_cast<double>(d[to]) - d[corner]) / step;
    };
    most = std::max(
        most,
        norm_squared(change(mesh.dx, beside, mesh.step_x), change(mesh.dx, below, mesh.step_y),
                     change(mesh.dy, beside, mesh.step_x), change(mesh.dy, below, mesh.step_y)));
  };
  for (std::size_t j = 0; j + 1 < mesh.rows; ++j) {
    for (std::size_t i = 0; i + 1 < mesh.columns; ++i) {
      consider(at(i, j), at(i + 1, j), at(i, j + 1));
      consider(at(i + 1, j + 1), at(i, j + 1), at(i + 1, j));
    }
  }
  return std::sqrt(most);
}

MeshWarp::MeshWarp(Mesh mesh, Folds folds) : mesh_(std::move(mesh)), tolerance_(kTolerance) {
  ASSAY_CHECK(mesh_.columns >= 2 && mesh_.rows >= 2 && mesh_.step_x > 0 && mesh_.step_y > 0);
  ASSAY_CHECK(mesh_.dx.size() == mesh_.columns * mesh_.rows && mesh_.dy.size() == mesh_.dx.size());
  const double steep = steepness(mesh_);
  if (steep <= kMostSteep) return;
  if (folds == Folds::kept) {
    folds_ = true;
    // Folds that lie across the mesh are longer than rows and columns tell.
    tolerance_ += widest_fold(mesh_) * std::numbers::sqrt2;
    return;
  }
  const auto factor = static_cast<float>(kMostSteep / steep);
  for (float& d : mesh_.dx) d *= factor;
  for (float& d : mesh_.dy) d *= factor;
}

void MeshWarp::backward(std::span<float> x, std::span<float> y) const {
  for (std::size_t i = 0; i < x.size(); ++i) {
    const Place at = place_in(mesh_, x[i], y[i]);
    x[i] += at_place(mesh_.dx, at);
    y[i] += at_place(mesh_.dy, at);
  }
}

Point MeshWarp::displacement(Point output) const {
  const Place at = place_in(mesh_, output.x, output.y);
  return {at_place(mesh_.dx, at), at_place(mesh_.dy, at)};
}

std::optional<Point> MeshWarp::forward(Point input) const {
  // Where nothing folds, each step comes nearer by kMostSteep at least.
  const double part = folds_ ? kDamping : 1;
  Point output = input;
  for (int i = 0; i < kSteps; ++i) {
    const Point d = displacement(output);
    const Point step{input.x - d.x - output.x, input.y - d.y - output.y};
    output.x += part * step.x;
    output.y += part * step.y;
    if (std::hypot(step.x, step.y) < kClose) break;
  }
  return output;
}

}  // namespace assay::stress
