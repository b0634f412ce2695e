// SPDX-License-Identifier: Apache-2.0
#include "core/stress/warp/separable.hpp"

#include <algorithm>
#include <limits>
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

/// The line on which the values of one piece move.
struct Line {
  float low = 1, high = 0;  // of the piece; none yet
  float input = 0, output = 0, slope = 0;

  bool holds(std::span<const float> values) const {
    int others = 0;  // without branches, which would take the values one by one
    for (const float value : values) others += int{value < low} + int{value >= high};
    return others == 0;
  }
  void move(std::span<float> values) const {
    for (float& value : values) value = input + (value - output) * slope;
  }
};

Line line_at(const Knots& knots, double at) {
  const std::size_t i = piece_of(knots.output, at);
  constexpr float kFar = std::numeric_limits<float>::infinity();
  const double low = knots.output[i];
  const double high = knots.output[i + 1];
  const double slope = (knots.input[i + 1] - knots.input[i]) / (high - low);
  return {i == 0 ? -kFar : static_cast<float>(low),
          i + 2 == knots.output.size() ? kFar : static_cast<float>(high),
          static_cast<float>(knots.input[i]), static_cast<float>(low), static_cast<float>(slope)};
}

/// Many neighbours are of one piece, and then move at once.
void move_all(const Knots& knots, std::span<float> values) {
  constexpr std::size_t kAtOnce = 32;
  Line line;
  while (!values.empty()) {
    const auto some = values.first(std::min(kAtOnce, values.size()));
    values = values.subspan(some.size());
    if (!line.holds(some)) line = line_at(knots, some.front());
    if (line.holds(some)) {
      line.move(some);
      continue;
    }
    for (float& value : some) {
      if (!line.holds({&value, 1})) line = line_at(knots, value);
      line.move({&value, 1});
    }
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
