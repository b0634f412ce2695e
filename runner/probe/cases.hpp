// SPDX-License-Identifier: Apache-2.0
// What the probe can try with a plugin; one in each process, since a plugin may not survive it.
#pragma once

#include <string_view>

#include "runner/probe/subject.hpp"

namespace assay::probe {

using Case = void (*)(Subject& subject, Reporter& reporter);

/// nullptr for a name that is none: see core/plugin/probe/cases.cpp for what each asks.
Case case_named(std::string_view name);

}  // namespace assay::probe
