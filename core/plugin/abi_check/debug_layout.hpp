// SPDX-License-Identifier: Apache-2.0
// Debug information in the form of layout notes, so that the same rules judge both.
#pragma once

#include <span>
#include <vector>

#include "core/plugin/abi_check/golden_layout.hpp"
#include "core/plugin/binary/debug_types.hpp"
#include "core/plugin/binary/layout_note.hpp"

namespace assay::plugin::abi_check {

/// One for each unit that differs. What a unit does not define, and constants, which no compiler
/// keeps, are unknown.
std::vector<binary::LayoutNote> notes_of(std::span<const binary::DebugTypes> units,
                                         const GoldenLayout& golden);

}  // namespace assay::plugin::abi_check
