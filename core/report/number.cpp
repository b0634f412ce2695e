// SPDX-License-Identifier: Apache-2.0
#include "core/report/number.hpp"

#include <fmt/format.h>

#include <charconv>

#include "core/report/text.hpp"

namespace assay::report {
namespace {

bool is_within(const Gate& gate, double value) {
  return (!gate.minimum || value >= *gate.minimum) && (!gate.maximum || value <= *gate.maximum);
}

/// Whether a reader who compares `text` with the gate's bounds comes to the gate's own verdict.
bool tells_the_verdict(const Gate& gate, const std::string& text) {
  double read = 0;
  std::from_chars(text.data(), text.data() + text.size(), read);
  return is_within(gate, read) == is_within(gate, *gate.value);
}

bool is_count(const Gate& gate) {
  return gate.metric.starts_with("datapoints.") || gate.metric == "plugin.incidents" ||
         gate.metric == "stress.datapoints_broken";
}

/// The shortest text that is read back as the same number: the digits that were given.
std::string exact(double value) {
  return fmt::format("{}", value);
}

}  // namespace

std::string shown(std::optional<double> value) {
  if (!value) return "n/a";
  return *value == -1 ? "-1" : fmt::format("{:.4f}", *value);
}

std::string shown_part(double part) {
  return fmt::format("{:.1f} %", 100 * part);
}

std::string shown_value(const Gate& gate) {
  if (!gate.value || *gate.value == -1) return shown(gate.value);
  if (is_count(gate)) return fmt::format("{:.0f}", *gate.value);
  constexpr int kFewest = 4;
  constexpr int kMost = 17;
  for (int decimals = kFewest; decimals <= kMost; ++decimals) {
    std::string text = fmt::format("{:.{}f}", *gate.value, decimals);
    if (tells_the_verdict(gate, text)) return text;
  }
  return exact(*gate.value);
}

std::string condition_of(const Gate& gate) {
  std::string metric = one_line(gate.metric);
  if (gate.minimum && gate.maximum) {
    return fmt::format("{} from {} to {}", metric, exact(*gate.minimum), exact(*gate.maximum));
  }
  if (gate.minimum) return fmt::format("{} at least {}", metric, exact(*gate.minimum));
  if (gate.maximum) return fmt::format("{} at most {}", metric, exact(*gate.maximum));
  return metric;
}

}  // namespace assay::report
