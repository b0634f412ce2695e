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

Slot combinations_slot(const StressCombinations& combinations) {
  const std::size_t all = combinations.passed + combinations.failed + combinations.untested;
  Slot slot;
  const auto set = [&](const char* name, std::size_t count) {
    slot.set(name, std::to_string(count));
    slot.set(std::string(name) + "_percent",
             percent(static_cast<double>(count), static_cast<double>(all)));
  };
  set("passed", combinations.passed);
  set("failed", combinations.failed);
  set("untested", combinations.untested);
  slot.set("all", std::to_string(all));
  slot.set("name", std::string(name_of(combinations)));
  Slot examples = list_slot();
  for (const std::string& example : combinations.examples) examples << text_slot(example);
  slot.set("examples", section(examples, combinations.examples.size()));
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
  Slot list = list_slot();
  for (const StressCombinations& one : coverage.combinations) list << combinations_slot(one);
  return section(list, coverage.combinations.size());
}

}  // namespace assay::report
