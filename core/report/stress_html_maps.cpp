// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "core/report/pair_map_svg.hpp"
#include "core/report/stress_html_sections.hpp"

namespace assay::report {
namespace {

Slot map_slot(const StressPairMap& map) {
  Slot slot;
  slot.set("first", text_slot(map.first));
  slot.set("second", text_slot(map.second));
  slot.set("svg", pair_map_svg(map));
  slot.set("width", std::to_string(kPairMapWidth));
  slot.set("height", std::to_string(pair_map_height(map)));
  return slot;
}

}  // namespace

Slot map_slots(const StressCoverage& coverage) {
  Slot list = list_slot();
  for (const StressPairMap& map : coverage.maps) list << map_slot(map);
  Slot slot = section(list, coverage.maps.size());
  if (slot.is_false()) return slot;
  slot.set("pairs", std::to_string(coverage.pairs));
  const std::size_t left_out = coverage.pairs - coverage.maps.size();
  slot.set("more", left_out > 0 ? Slot(std::to_string(left_out)) : Slot(false));
  return slot;
}

Slot coverage_slots(const StressCoverage& coverage) {
  const std::size_t all = coverage.passed + coverage.failed + coverage.untested;
  if (all == 0) return {false};
  Slot slot;
  const auto set = [&](const char* name, std::size_t count) {
    slot.set(name, std::to_string(count));
    slot.set(std::string(name) + "_percent",
             percent(static_cast<double>(count), static_cast<double>(all)));
  };
  set("passed", coverage.passed);
  set("failed", coverage.failed);
  set("untested", coverage.untested);
  slot.set("all", std::to_string(all));
  Slot examples = list_slot();
  for (const std::string& example : coverage.examples) examples << text_slot(example);
  slot.set("examples", section(examples, coverage.examples.size()));
  return slot;
}

}  // namespace assay::report
