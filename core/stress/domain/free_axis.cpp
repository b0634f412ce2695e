// SPDX-License-Identifier: Apache-2.0
#include "core/stress/domain/free_axis.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "core/stress/random/stream.hpp"

namespace assay::stress {
namespace {

constexpr double kDeviations = 2;  // of a normal distribution from the middle to each end

std::size_t share(double at, std::size_t count) {
  return std::min(static_cast<std::size_t>(at * static_cast<double>(count)), count - 1);
}

AxisValue number_value(const FreeAxis& axis, double value) {
  const double clamped = std::clamp(value, axis.low, axis.high);
  if (axis.facts->type == AxisType::integer) {
    return static_cast<std::int64_t>(std::llround(clamped));
  }
  return axis.whole ? std::round(clamped) : clamped;
}

double distance(const FreeAxis& axis, const AxisValue& value) {
  const AxisValue& neutral = axis.facts->neutral;
  const double from = number_of(neutral);
  if (std::isnan(from)) return value == neutral ? 0 : 1;
  return std::abs(number_of(value) - from);
}

}  // namespace

double number_of(const AxisValue& value) {
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return static_cast<double>(*whole);
  const auto* real = std::get_if<double>(&value);
  return real == nullptr ? std::numeric_limits<double>::quiet_NaN() : *real;
}

void space_steps(FreeAxis& axis) {
  for (std::size_t i = 0; i < axis.steps; ++i) {
    const double part = static_cast<double>(i) / static_cast<double>(axis.steps - 1);
    AxisValue value = number_value(axis, axis.low + part * (axis.high - axis.low));
    if (axis.choices.empty() || axis.choices.back() != value) {
      axis.choices.push_back(std::move(value));
    }
  }
}

std::size_t value_count(const FreeAxis& axis) {
  if (!axis.choices.empty()) return axis.choices.size();
  return axis.whole ? static_cast<std::size_t>(axis.high - axis.low) + 1 : 0;
}

AxisValue value_at(const FreeAxis& axis, double at) {
  const std::size_t count = value_count(axis);
  if (!axis.choices.empty()) return axis.choices[share(at, count)];
  if (axis.whole) return number_value(axis, axis.low + static_cast<double>(share(at, count)));
  return number_value(axis, axis.low + at * (axis.high - axis.low));
}

double place_of(const FreeAxis& axis, const AxisValue& value) {
  const auto middle = [](double index, std::size_t count) {
    return (index + 0.5) / static_cast<double>(count);
  };
  const std::size_t count = value_count(axis);
  if (!axis.choices.empty()) {
    const auto same = std::find(axis.choices.begin(), axis.choices.end(), value);
    if (same != axis.choices.end()) {
      return middle(static_cast<double>(same - axis.choices.begin()), count);
    }
    const auto nearest = std::min_element(axis.choices.begin(), axis.choices.end(),
                                          [&](const AxisValue& a, const AxisValue& b) {
                                            return std::abs(number_of(a) - number_of(value)) <
                                                   std::abs(number_of(b) - number_of(value));
                                          });
    return middle(static_cast<double>(nearest - axis.choices.begin()), count);
  }
  const double clamped = std::clamp(number_of(value), axis.low, axis.high);
  if (axis.whole) return middle(std::round(clamped - axis.low), count);
  return axis.high > axis.low ? (clamped - axis.low) / (axis.high - axis.low) : 0.5;
}

AxisValue quantile(const FreeAxis& axis, double p) {
  if (!axis.choices.empty()) return value_at(axis, p);
  // A whole number stands for what is rounded to it.
  const double low = axis.whole ? axis.low - 0.5 : axis.low;
  const double high = axis.whole ? axis.high + 0.5 : axis.high;
  switch (axis.distribution) {
    case definition::Distribution::uniform:
      return value_at(axis, p);
    case definition::Distribution::normal: {
      const double tail = 0.5 * std::erfc(kDeviations / std::sqrt(2.0));
      const double z = normal_quantile(tail + p * (1 - 2 * tail));
      return number_value(axis, (low + high) / 2 + z * (high - low) / (2 * kDeviations));
    }
    case definition::Distribution::log_uniform: {
      const double from = std::log(std::max(low, axis.low / 2));
      return number_value(axis, std::exp(from + p * (std::log(high) - from)));
    }
  }
  return value_at(axis, p);
}

double strength_of(const FreeAxis& axis, const AxisValue& value) {
  if (axis.facts->growth == Growth::none) return 0;
  double furthest = 0;
  if (axis.choices.empty()) {
    furthest = std::max(distance(axis, number_value(axis, axis.low)),
                        distance(axis, number_value(axis, axis.high)));
  }
  for (const AxisValue& choice : axis.choices) {
    furthest = std::max(furthest, distance(axis, choice));
  }
  return furthest > 0 ? std::min(1.0, distance(axis, value) / furthest) : 0;
}

AxisValue weakest(const FreeAxis& axis) {
  if (axis.choices.empty()) {
    const double neutral = number_of(axis.facts->neutral);
    return number_value(axis, std::isnan(neutral) ? axis.low : neutral);
  }
  return *std::min_element(axis.choices.begin(), axis.choices.end(),
                           [&](const AxisValue& a, const AxisValue& b) {
                             return distance(axis, a) < distance(axis, b);
                           });
}

}  // namespace assay::stress
