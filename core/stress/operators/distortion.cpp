// SPDX-License-Identifier: Apache-2.0
// Operators that bend lines.
#include <algorithm>
#include <cmath>

#include "core/stress/operators/families.hpp"
#include "core/stress/operators/warp_axes.hpp"
#include "core/stress/warp/elastic.hpp"
#include "core/stress/warp/mesh.hpp"
#include "core/stress/warp/radial.hpp"
#include "core/stress/warp/separable.hpp"

namespace assay::stress {
namespace {

Effect optical_distortion(const Values& values, const Setting& setting) {
  const double k = values.real("distort_limit");
  if (k == 0) return Unchanged{};
  const double shift = values.real("distort_shift_limit");
  const auto width = static_cast<double>(setting.size.width);
  const auto height = static_cast<double>(setting.size.height);
  return Warping{std::make_shared<RadialWarp>(RadialDistortion{
                     {width / 2 - 0.5 + shift, height / 2 - 0.5 + shift}, width, height, k, k}),
                 border_of(values, ""), interpolation_of(values)};
}

/// Lines of a grid over one side: cells of the output are equal, those of the input are not.
Knots grid_lines(std::int64_t side, const std::vector<double>& cells, bool within_image) {
  double whole = 0;
  for (const double cell : cells) whole += cell;
  const auto count = static_cast<double>(cells.size());
  const double scale =
      within_image ? static_cast<double>(side) / whole : static_cast<double>(side) / count;
  Knots knots{{-0.5}, {-0.5}};
  for (std::size_t i = 0; i < cells.size(); ++i) {
    knots.output.push_back(-0.5 + static_cast<double>(side) * static_cast<double>(i + 1) / count);
    knots.input.push_back(knots.input.back() + cells[i] * scale);
  }
  return knots;
}

Effect grid_distortion(const Values& values, const Setting& setting) {
  const double limit = values.real("distort_limit");
  const std::int64_t steps = values.integer("num_steps");
  if (limit == 0 || steps == 0) return Unchanged{};
  const auto cells = [&](Stream random) {
    std::vector<double> sizes;
    for (std::int64_t i = 0; i < steps; ++i) sizes.push_back(1 + limit * random.uniform(-1, 1));
    return sizes;
  };
  const bool normalized = values.flag("normalized");
  return Warping{std::make_shared<SeparableWarp>(
                     grid_lines(setting.size.width, cells(setting.random.branch(0)), normalized),
                     grid_lines(setting.size.height, cells(setting.random.branch(1)), normalized)),
                 border_of(values, "border_color"), interpolation_of(values)};
}

Effect elastic_transform(const Values& values, const Setting& setting) {
  const double alpha = values.real("elastic_alpha");
  const double affine = values.real("elastic_alpha_affine");
  if (alpha == 0 && affine == 0) return Unchanged{};
  // albumentations smooths uniform noise with a kernel of 17 x 17 pixels whatever the sigma, which
  // leaves a field of 1/30 of alpha. Here sigma counts, and alpha means as much at each.
  const double sigma = std::max(2.0, std::abs(values.real("elastic_sigma")));
  Mesh mesh = elastic_mesh(setting.size, {alpha / 30, sigma, sigma}, setting.random);
  if (values.flag("same_dxdy")) mesh.dy = mesh.dx;
  Stream random = setting.random.branch(2);
  // Three points of a triangle move by up to `affine` pixels: a linear field of that size.
  const double reach = static_cast<double>(std::min(setting.size.width, setting.size.height)) / 3;
  std::array<double, 6> linear{};
  for (double& value : linear) value = affine * random.uniform(-1, 1) / std::max(reach, 1.0);
  for (std::size_t j = 0; j < mesh.rows; ++j) {
    for (std::size_t i = 0; i < mesh.columns; ++i) {
      const double x = mesh.left + static_cast<double>(i) * mesh.step_x -
                       static_cast<double>(setting.size.width) / 2;
      const double y = mesh.top + static_cast<double>(j) * mesh.step_y -
                       static_cast<double>(setting.size.height) / 2;
      const std::size_t at = j * mesh.columns + i;
      mesh.dx[at] += static_cast<float>(linear[0] * x + linear[1] * y + linear[2] * reach);
      mesh.dy[at] += static_cast<float>(linear[3] * x + linear[4] * y + linear[5] * reach);
    }
  }
  return Warping{std::make_shared<MeshWarp>(std::move(mesh)), border_of(values, ""),
                 interpolation_of(values)};
}

Effect piecewise_affine(const Values& values, const Setting& setting) {
  const double scale = values.real("scale");
  if (scale == 0) return Unchanged{};
  Stream random = setting.random;
  const auto columns = static_cast<std::size_t>(values.integer("num_cols"));
  const auto rows = static_cast<std::size_t>(values.integer("num_rows"));
  const auto width = static_cast<double>(setting.size.width);
  const auto height = static_cast<double>(setting.size.height);
  Mesh mesh{columns,
            rows,
            -0.5,
            -0.5,
            width / static_cast<double>(columns - 1),
            height / static_cast<double>(rows - 1),
            {},
            {}};
  for (std::size_t j = 0; j < rows; ++j) {
    for (std::size_t i = 0; i < columns; ++i) {
      // Knots stay within the image, as the peer's do.
      const double x = width * static_cast<double>(i) / static_cast<double>(columns - 1);
      const double y = height * static_cast<double>(j) / static_cast<double>(rows - 1);
      const double to_x = std::clamp(x + scale * width * random.normal(), 0.0, width);
      const double to_y = std::clamp(y + scale * height * random.normal(), 0.0, height);
      mesh.dx.push_back(static_cast<float>(to_x - x));
      mesh.dy.push_back(static_cast<float>(to_y - y));
    }
  }
  // 0 and 1 are nearest and linear, as everywhere; what is more is smoother.
  const std::int64_t order = values.integer("interpolation");
  const Interpolation interpolation = order == 0   ? Interpolation::nearest
                                      : order == 1 ? Interpolation::linear
                                      : order <= 3 ? Interpolation::cubic
                                                   : Interpolation::lanczos;
  return Warping{std::make_shared<MeshWarp>(std::move(mesh)), {}, interpolation};
}

Operator elastic_operator() {
  using enum AxisType;
  AxisFacts same = mode("same_dxdy", {true, false}, "the same displacement across and down");
  AxisFacts approximate = mode("approximate", {true, false}, "without effect: it is fast anyway");
  return {"ElasticTransform",
          Category::geometric,
          "Displaces pixels by a smooth random field.",
          {with_legal(strength("elastic_alpha", real, {0, 80}, 0, "",
                               "30 times the deviation of the displacement in pixels"),
                      0, 1000),
           with_legal(number("elastic_sigma", real, {-360, 360}, 8, "px",
                             "how far the field reaches; its sign says nothing, below 2 it is 2"),
                      -360, 360),
           with_legal(strength("elastic_alpha_affine", real, {0, 1}, 0, "px",
                               "how far a random affine map moves points"),
                      0, 100),
           border_axis(BorderMode::constant), interpolation_axis(), std::move(approximate),
           std::move(same)},
          elastic_transform};
}

Operator piecewise_operator() {
  using enum AxisType;
  const auto knots = [](const char* name, const char* meaning) {
    return not_searched(with_legal(number(name, integer, {2, 5}, 3, "", meaning), 2, 64));
  };
  std::vector<AxisValue> orders;
  for (std::int64_t i = 0; i <= 5; ++i) orders.emplace_back(i);
  AxisFacts interpolation =
      mode("interpolation", std::move(orders), "0 nearest, 1 linear, 2 and 3 cubic, above Lanczos");
  interpolation.neutral = std::int64_t{2};
  return {"PiecewiseAffine",
          Category::geometric,
          "Moves the knots of a mesh at random; each triangle between them is affine.",
          {with_legal(strength("scale", real, {0, 0.05}, 0, "of the sides",
                               "how far knots move, as a deviation"),
                      0, 0.5),
           knots("num_rows", "rows of knots"), knots("num_cols", "columns of knots"),
           std::move(interpolation)},
          piecewise_affine};
}

}  // namespace

std::vector<Operator> distortion_operators() {
  using enum AxisType;
  Operator optical{"OpticalDistortion",
                   Category::geometric,
                   "Barrel (above 0) or pincushion distortion of a lens.",
                   {with_legal(strength("distort_limit", real, {-1, 1}, 0, "",
                                        "k of r (1 + k r^2 + k r^4), r in widths and heights"),
                               -5, 5),
                    with_legal(number("distort_shift_limit", real, {-10, 10}, 0, "px",
                                      "of the centre, to the right and down"),
                               -1e4, 1e4),
                    border_axis(BorderMode::reflect_101), interpolation_axis()},
                   optical_distortion};
  AxisFacts normalized = mode("normalized", {false, true}, "the grid ends at the image's edges");
  Operator grid{
      "GridDistortion",
      Category::geometric,
      "Stretches the columns and rows of a grid at random.",
      {with_legal(number("num_steps", integer, {0, 10}, 5, "", "cells of each side"), 0, 1000),
       with_legal(strength("distort_limit", real, {-0.3, 0.3}, 0, "of a cell",
                           "by how much cells differ in size at most"),
                  -0.95, 0.95),
       border_axis(BorderMode::reflect_101),
       color_axis("border_color", {128, 128, 128}, "of the border of mode 0"), interpolation_axis(),
       std::move(normalized)},
      grid_distortion};
  return {std::move(optical), std::move(grid), elastic_operator(), piecewise_operator()};
}

}  // namespace assay::stress
