// SPDX-License-Identifier: Apache-2.0
#include "core/stress/domain/severity.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>

#include "core/base/check.hpp"

namespace assay::stress {
namespace {

using definition::kFullSeverity;

/// What people would write for it: 0.98, not 0.9800000000000001.
double shortened(double value) {
  const std::string text = fmt::format("{:.12g}", value);
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

bool is_level_of_imagenet_c(const FreeAxis& axis, const Operator& of) {
  return of.category == Category::imagenet_c && axis.facts->name == "severity";
}

/// `end` as a part of its distance from `least`, never beyond either.
double narrowed(double end, double least, bool whole, double severity) {
  const double distance = shortened((end - least) * severity / kFullSeverity);
  const double result = whole ? least + std::trunc(distance) : shortened(least + distance);
  return std::clamp(result, std::min(least, end), std::max(least, end));
}

}  // namespace

void narrow(FreeAxis& axis, const Operator& of, double severity) {
  ASSAY_CHECK(severity > 0 && severity <= kFullSeverity);
  const bool has_range =
      axis.choices.empty() && axis.facts->growth != Growth::none &&
      (axis.facts->type == AxisType::real || axis.facts->type == AxisType::integer);
  if (!has_range || severity == kFullSeverity) return;
  if (is_level_of_imagenet_c(axis, of)) {
    const double level = std::max(1.0, std::floor(severity));
    axis.high = std::clamp(level, axis.low, axis.high);
    return;
  }
  const double least = number_of(weakest(axis));
  axis.low = narrowed(axis.low, least, axis.whole, severity);
  axis.high = narrowed(axis.high, least, axis.whole, severity);
}

}  // namespace assay::stress
