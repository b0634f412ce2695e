// SPDX-License-Identifier: Apache-2.0
#include "core/report/html_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "core/base/check.hpp"
#include "core/report/number.hpp"
#include "core/report/template.hpp"
#include "core/report/text.hpp"

namespace assay::report {
namespace {

using kainjow::mustache::mustache;
using kainjow::mustache::partial;

constexpr std::size_t kFailuresShown = 100;

Slot failure_kinds(const std::vector<Failure>& failures) {
  std::map<std::string, std::size_t> counts;
  for (const Failure& failure : failures) ++counts[std::string(predict::name_of(failure.kind))];
  Slot list = list_slot();
  for (const auto& [kind, count] : counts) {
    Slot slot;
    slot.set("kind", kind);
    slot.set("count", std::to_string(count));
    list << slot;
  }
  return list;
}

}  // namespace

std::string render_page(std::string_view name, Slot page) {
  for (const std::string_view part : template_parts()) {
    page.set("part_" + std::string(part),
             partial([part] { return std::string(template_named(part)); }));
  }
  mustache whole{std::string(template_named(name))};
  ASSAY_CHECK(whole.is_valid());
  std::string text = whole.render(page);
  ASSAY_CHECK(whole.is_valid());  // so are the parts
  return text;
}

Slot text_slot(std::string_view text) {
  return {clean_text(text)};
}

Slot optional_slot(std::string_view text) {
  return text.empty() ? Slot(false) : text_slot(text);
}

Slot list_slot() {
  return {Slot::type::list};
}

Slot section(const Slot& list, std::size_t count) {
  if (count == 0) return {false};
  Slot slot;
  slot.set("items", list);
  slot.set("count", std::to_string(count));
  return slot;
}

std::string percent(double part, double whole) {
  const double share = whole > 0 ? std::clamp(part / whole, 0.0, 1.0) : 0;
  return fmt::format("{:.1f}", 100 * share);
}

Slot tile(std::string_view value, std::string_view name, std::string_view style) {
  Slot slot;
  slot.set("value", text_slot(value));
  slot.set("name", text_slot(name));
  slot.set("style", text_slot(style));
  return slot;
}

Slot gate_slots(const std::vector<Gate>& gates) {
  Slot list = list_slot();
  for (const Gate& gate : gates) {
    Slot slot;
    slot.set("condition", text_slot(condition_of(gate)));
    slot.set("value", text_slot(shown_value(gate)));
    slot.set("verdict", gate.pass ? "pass" : "fail");
    list << slot;
  }
  return section(list, gates.size());
}

Slot failure_slots(const std::vector<Failure>& failures) {
  const std::size_t count = failures.size();
  Slot list = list_slot();
  for (std::size_t i = 0; i < std::min(count, kFailuresShown); ++i) {
    Slot slot;
    slot.set("datapoint", text_slot(failures[i].datapoint));
    slot.set("kind", text_slot(predict::name_of(failures[i].kind)));
    slot.set("message", text_slot(failures[i].message));
    list << slot;
  }
  Slot all = section(list, count);
  if (count > 0) all.set("kinds", failure_kinds(failures));
  if (count > kFailuresShown) all.set("more", std::to_string(count - kFailuresShown));
  return all;
}

Slot warning_slots(const std::vector<std::string>& warnings) {
  Slot list = list_slot();
  for (const std::string& warning : warnings) list << text_slot(warning);
  return section(list, warnings.size());
}

}  // namespace assay::report
