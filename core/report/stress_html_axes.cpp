// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "core/report/effect_svg.hpp"
#include "core/report/stress_html_sections.hpp"
#include "core/report/survival_svg.hpp"

namespace assay::report {
namespace {

constexpr std::size_t kBoundariesShown = 24;

/// "+0.31 (0.2 to 0.4)", in the unit of the axis.
std::string half_text(const StressBoundary& boundary) {
  const char* sign = boundary.side == "above" ? "+" : "-";
  const std::string unit = boundary.unit.empty() ? "" : " " + boundary.unit;
  if (!boundary.median) {
    return fmt::format("more than half stand {}{:.3g}{}", sign, boundary.range, unit);
  }
  std::string text = fmt::format("{}{:.3g}{}", sign, *boundary.median, unit);
  if (!boundary.low) return text;
  return text + (boundary.high ? fmt::format(" ({:.3g} to {:.3g})", *boundary.low, *boundary.high)
                               : fmt::format(" ({:.3g} or more)", *boundary.low));
}

Slot effect_slot(const StressAxis& axis) {
  if (!axis.total) return {false};
  Slot slot;
  slot.set("svg", effect_svg(axis));
  slot.set("width", std::to_string(kEffectWidth));
  slot.set("height", std::to_string(kEffectHeight));
  return slot;
}

std::string shown_effect(const std::optional<double>& part) {
  return part ? fmt::format("{:.2f}", *part) : "";
}

Slot axis_slot(const StressAxis& axis) {
  Slot halves = list_slot();
  for (const StressBoundary& boundary : axis.boundaries) halves << text_slot(half_text(boundary));
  Slot slot;
  slot.set("axis", text_slot(axis.axis));
  slot.set("values", text_slot(axis.values));
  slot.set("effect", effect_slot(axis));
  slot.set("first", shown_effect(axis.first));
  slot.set("total", shown_effect(axis.total));
  slot.set("halves", halves);
  return slot;
}

/// The most damaging first; of those that were not measured, the domain's order.
std::vector<const StressAxis*> ranked(const std::vector<StressAxis>& axes) {
  return largest_first(axes, [](const StressAxis& axis) { return axis.total.value_or(0); });
}

Slot boundary_slot(const StressAxis& axis, const StressBoundary& boundary) {
  Slot slot;
  slot.set("axis", text_slot(axis.axis));
  slot.set("side", text_slot(boundary.side));
  slot.set("caption",
           text_slot(fmt::format("half fail at {} · {} of {} images fail", half_text(boundary),
                                 boundary.failed, boundary.images)));
  if (!boundary.median) {
    slot.set("caption", text_slot(fmt::format("{} of {} images fail, up to {:.3g}{}{}",
                                              boundary.failed, boundary.images, boundary.range,
                                              boundary.unit.empty() ? "" : " ", boundary.unit)));
  }
  slot.set("svg", survival_svg(boundary));
  slot.set("width", std::to_string(kSurvivalWidth));
  slot.set("height", std::to_string(kSurvivalHeight));
  return slot;
}

}  // namespace

Slot axis_slots(const StressResults& results) {
  Slot list = list_slot();
  bool attributed = false;
  for (const StressAxis* axis : ranked(results.axes)) {
    list << axis_slot(*axis);
    attributed |= axis->total.has_value();
  }
  Slot slot = section(list, results.axes.size());
  if (!results.axes.empty()) slot.set("attribution", Slot(attributed));
  return slot;
}

Slot boundary_slots(const StressResults& results) {
  Slot list = list_slot();
  std::size_t broken = 0;
  std::vector<std::string> unbroken;
  for (const StressAxis* axis : ranked(results.axes)) {
    for (const StressBoundary& boundary : axis->boundaries) {
      if (boundary.failed == 0) {
        unbroken.push_back(axis->axis + " " + boundary.side);
      } else if (broken++ < kBoundariesShown) {
        list << boundary_slot(*axis, boundary);
      }
    }
  }
  Slot slot = section(list, broken + unbroken.size());
  if (slot.is_false()) return slot;
  slot.set("unbroken", optional_slot(fmt::format("{}", fmt::join(unbroken, ", "))));
  if (broken > kBoundariesShown) slot.set("more", std::to_string(broken - kBoundariesShown));
  return slot;
}

}  // namespace assay::report
