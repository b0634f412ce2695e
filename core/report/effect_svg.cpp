// SPDX-License-Identifier: Apache-2.0
#include "core/report/effect_svg.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace assay::report {
namespace {

constexpr double kMargin = 4;

double x_of(double part) {
  return kMargin + std::clamp(part, 0.0, 1.0) * (kEffectWidth - 2 * kMargin);
}

std::string bar(double part, const char* style) {
  return fmt::format("<rect class=\"{}\" x=\"{:.1f}\" y=\"3\" width=\"{:.1f}\" height=\"12\"/>",
                     style, x_of(0), x_of(part) - x_of(0));
}

std::string whisker(const Range& interval) {
  return fmt::format("<path class=\"whisker\" d=\"M{0:.1f} 9H{1:.1f}M{0:.1f} 5V13M{1:.1f} 5V13\"/>",
                     x_of(interval.low), x_of(interval.high));
}

}  // namespace

std::string effect_svg(const StressAxis& axis) {
  if (!axis.total) return "";
  std::string svg = bar(1, "track") + bar(*axis.total, "total");
  // By chance the estimate of the part alone may be the larger one.
  svg += bar(std::min(axis.first.value_or(0), *axis.total), "first");
  if (axis.total_interval) svg += whisker(*axis.total_interval);
  return svg;
}

}  // namespace assay::report
