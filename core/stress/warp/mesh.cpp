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

/// The largest singular value of ((a, b), (c, d)).
double norm(double a, double b, double c, double d) {
  const double sum = a * a + b * b + c * c + d * d;
  const double det = a * d - b * c;
  return std::sqrt((sum + std::sqrt(std::max(0.0, sum * sum - 4 * det * det))) / 2);
}

/// The cell of a position and how far into it: clamped to the mesh.
struct Place {
  std::size_t knot;   // upper left
  float right, down;  // 0 to 1
};

template <class Real>
Place place_in(const Mesh& mesh, Real x, Real y) {
  const Real u = std::clamp((x - static_cast<Real>(mesh.left)) / static_cast<Real>(mesh.step_x),
                            Real{0}, static_cast<Real>(mesh.columns - 1));
  const Real v = std::clamp((y - static_cast<Real>(mesh.top)) / static_cast<Real>(mesh.step_y),
                            Real{0}, static_cast<Real>(mesh.rows - 1));
  const auto i = std::min(static_cast<std::size_t>(u), mesh.columns - 2);
  const auto j = std::min(static_cast<std::size_t>(v), mesh.rows - 2);
  return {j * mesh.columns + i, static_cast<float>(u - static_cast<Real>(i)),
          static_cast<float>(v - static_cast<Real>(j))};
}

/// Within one of the two triangles of a cell.
float between(const std::vector<float>& values, const Place& at, std::size_t columns) {
  const float* knot = values.data() + at.knot;
  if (at.right + at.down <= 1) {
    return knot[0] + at.right * (knot[1] - knot[0]) + at.down * (knot[columns] - knot[0]);
  }
  const float corner = knot[columns + 1];
  return corner + (1 - at.right) * (knot[columns] - corner) + (1 - at.down) * (knot[1] - corner);
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
        most, norm(change(mesh.dx, beside, mesh.step_x), change(mesh.dx, below, mesh.step_y),
                   change(mesh.dy, beside, mesh.step_x), change(mesh.dy, below, mesh.step_y)));
  };
  for (std::size_t j = 0; j + 1 < mesh.rows; ++j) {
    for (std::size_t i = 0; i + 1 < mesh.columns; ++i) {
      consider(at(i, j), at(i + 1, j), at(i, j + 1));
      consider(at(i + 1, j + 1), at(i, j + 1), at(i + 1, j));
    }
  }
  return most;
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
    x[i] += between(mesh_.dx, at, mesh_.columns);
    y[i] += between(mesh_.dy, at, mesh_.columns);
  }
}

Point MeshWarp::displacement(Point output) const {
  const Place at = place_in(mesh_, output.x, output.y);
  return {between(mesh_.dx, at, mesh_.columns), between(mesh_.dy, at, mesh_.columns)};
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
