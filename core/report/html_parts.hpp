// SPDX-License-Identifier: Apache-2.0
// What pages of all kinds of run are made of: values for their templates, and the parts that they
// have in common. For the .cpp files of this folder alone.
#pragma once

#include <kainjow/mustache.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "core/report/results.hpp"

namespace assay::report {

using Slot = kainjow::mustache::data;

/// The template of that name with these values, and all parts.
std::string render_page(std::string_view name, Slot page);

/// Text for a slot of the template, which escapes markup itself.
Slot text_slot(std::string_view text);
/// The same, or false where there is none: for sections about it.
Slot optional_slot(std::string_view text);

Slot list_slot();
/// A section that is there when the list has items: {"items": list, and `count`}; false without.
Slot section(const Slot& list, std::size_t count);

/// A share of `whole` as a width in CSS, without its sign.
std::string percent(double part, double whole);

/// A number that is to be seen first; `style` is "", "bad".
Slot tile(std::string_view value, std::string_view name, std::string_view style);

Slot gate_slots(const std::vector<Gate>& gates);
/// Datapoints without an answer: the first 100.
Slot failure_slots(const std::vector<Failure>& failures);
Slot warning_slots(const std::vector<std::string>& warnings);

}  // namespace assay::report
