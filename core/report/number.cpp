// SPDX-License-Identifier: Apache-2.0
#include "core/report/number.hpp"

#include <fmt/format.h>

#include "core/report/text.hpp"

namespace assay::report {

std::string shown(std::optional<double> value) {
  if (!value) return "n/a";
  return *value == -1 ? "-1" : fmt::format("{:.4f}", *value);
}

std::string shown(std::optional<double> value, std::string_view metric) {
  const bool is_count = metric.substr(0, metric.find('.')) == "datapoints";
  return value && is_count ? fmt::format("{:.0f}", *value) : shown(value);
}

std::string condition_of(const Gate& gate) {
  std::string metric = one_line(gate.metric);
  const std::string low = shown(gate.minimum, metric);
  const std::string high = shown(gate.maximum, metric);
  if (gate.minimum && gate.maximum) return fmt::format("{} from {} to {}", metric, low, high);
  if (gate.minimum) return fmt::format("{} at least {}", metric, low);
  if (gate.maximum) return fmt::format("{} at most {}", metric, high);
  return metric;
}

}  // namespace assay::report
