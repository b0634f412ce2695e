// SPDX-License-Identifier: Apache-2.0
// What the probe calls, and with what, when no definition says so.
#pragma once

#include <vector>

#include "core/plugin/validate.hpp"
#include "core/plugin/wire/description.hpp"
#include "core/plugin/wire/messages.hpp"

namespace assay::plugin::probe {

/// A load entry with a predict entry that takes its model.
struct Calls {
  wire::Load load;
  OutputRules outputs;    // that every prediction keeps
  bool invented = false;  // the arguments are nobody's: load may well refuse them
};

/// One for each predict entry: defaults where there are any, null for what is optional, else some
/// value of the right kind and in range. A required path leads nowhere. Entries that do not run on
/// the CPU are left out.
std::vector<Calls> invent_calls(const wire::Description& description);

}  // namespace assay::plugin::probe
