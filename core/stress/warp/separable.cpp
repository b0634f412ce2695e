// SPDX-License-Identifier: Apache-2.0
#include "core/stress/warp/separable.hpp"

#include <algorithm>
#include <utility>

#include "core/base/check.hpp"

namespace assay::stress {
namespace {

void require_growth(const std::vector<double>& knots) {
  ASSAY_CHECK(knots.size() >= 2);
  for (std::size_t i = 1; i < knots.size(); ++i) ASSAY_CHECK(knots[i] > knots[i - 1]);
}

/// The piece of `from` in which `at` lies; the first and the last reach to infinity.
std::size_t piece_of(const std::vector<double>& from, double at) {
  const auto after = std::upper_bound(from.begin() + 1, from.end() - 1, at);
  return static_cast<std::size_t>(after - from.begin()) - 1;
}

double moved(const std::vector<double>& from, const std::vector<double>& to, double at) {
  const std::size_t i = piece_of(from, at);
  const double slope = (to[i + 1] - to[i]) / (from[i + 1] - from[i]);
  return to[i] + (at - from[i]) * slope;
}

void move_all(const Knots& knots, std::span<float> values) {
  std::size_t i = 0;
  double low = 1;  // of the piece in hand; none yet
  double high = 0;
  double slope = 0;
  for (float& value : values) {
    const double at = value;
    if (!(at >= low && at < high)) {
      i = piece_of(knots.output, at);
      low = knots.output[i];
      high = knots.output[i + 1];
      slope = (knots.input[i + 1] - knots.input[i]) / (high - low);
    }
    value = static_cast<float>(knots.input[i] + (at - knots.output[i]) * slope);
  }
}

}  // namespace

SeparableWarp::SeparableWarp(Knots x, Knots y) : x_(std::move(x)), y_(std::move(y)) {
  for (const Knots* knots : {&x_, &y_}) {
    ASSAY_CHECK(knots->output.size() == knots->input.size());
    require_growth(knots->output);
    require_growth(knots->input);
  }
}

void SeparableWarp::backward(std::span<float> x, std::span<float> y) const {
  move_all(x_, x);
  move_all(y_, y);
}

std::optional<Point> SeparableWarp::forward(Point input) const {
  return Point{moved(x_.input, x_.output, input.x), moved(y_.input, y_.output, input.y)};
}

}  // namespace assay::stress
