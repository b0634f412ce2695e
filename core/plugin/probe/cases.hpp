// SPDX-License-Identifier: Apache-2.0
// What is tried, each in a process of its own; runner/probe/cases.cpp does it.
#pragma once

#include <span>
#include <string_view>

namespace assay::plugin::probe {

struct Case {
  std::string_view name;
  std::string_view rule;  // that is broken when the plugin does not survive it
};

/// The first is what any host does; the others make sense only when the plugin survived it, and,
/// but for "arguments", when it loaded a model that predicts.
std::span<const Case> all_cases();

}  // namespace assay::plugin::probe
