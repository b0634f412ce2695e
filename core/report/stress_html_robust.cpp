// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "core/report/html_parts.hpp"
#include "core/report/stress_html_sections.hpp"

namespace assay::report {
namespace {

Slot row_of(const std::string& name) {
  Slot row;
  row.set("name", text_slot(name));
  return row;
}

std::string number(const std::optional<double>& value) {
  return value ? fmt::format("{:.3f}", *value) : "n/a";
}

Slot corruption_slots(const Robustness& robustness) {
  if (robustness.corruptions.empty()) return Slot(false);
  Slot list = list_slot();
  for (const CorruptionResult& one : robustness.corruptions) {
    Slot row = row_of(one.name);
    row.set("value", number(one.value));
    row.set("samples", std::to_string(one.samples));
    list << row;
  }
  Slot corruptions;
  corruptions.set("metric", text_slot(robustness.metrics.front().name));
  corruptions.set("items", list);
  std::string means = fmt::format("mPC {}, rPC {}", number(robustness.mpc), number(robustness.rpc));
  if (robustness.mce) {
    means += fmt::format(", mCE {}, relative mCE {} (1: as AlexNet)", number(robustness.mce),
                         number(robustness.relative_mce));
  }
  corruptions.set("means", text_slot(means));
  return corruptions;
}

}  // namespace

Slot robustness_slots(const Robustness& robustness) {
  if (robustness.metrics.empty()) return Slot(false);
  Slot list = list_slot();
  for (const RobustMetric& metric : robustness.metrics) {
    Slot row = row_of(metric.name);
    row.set("clean", number(metric.clean));
    row.set("transformed", number(metric.transformed));
    list << row;
  }
  Slot section;
  section.set("samples", std::to_string(robustness.samples));
  section.set("items", list);
  section.set("corruptions", corruption_slots(robustness));
  return section;
}

}  // namespace assay::report
