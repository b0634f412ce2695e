// SPDX-License-Identifier: Apache-2.0
// Judges a plugin by what can be read of its file. Nothing of the plugin runs.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/plugin/abi_check/finding.hpp"
#include "core/plugin/abi_check/policy.hpp"
#include "core/plugin/binary/inspection.hpp"

namespace assay::plugin::abi_check {

/// The file as the linker made it.
void check_elf(const binary::Inspection& inspection, const Policy& policy, Findings& findings);

/// Symbols that neither it nor a library that it needs defines. Reads those libraries, where they
/// are on this machine.
void check_undefined(const binary::Inspection& inspection, Findings& findings);

/// What the plugin says about itself.
void check_descriptor(const binary::Inspection& inspection, Findings& findings);

/// How its types are laid out: each note beside the golden of the contract that it names, and where
/// there is none, its debug information.
void check_layout(const binary::Inspection& inspection, Findings& findings);
void check_notes(std::span<const binary::LayoutNote> notes, Findings& findings);

/// That all of it was compiled with the contract that the descriptor names.
void check_layout_version(const binary::Inspection& inspection, Findings& findings);

/// All that the file alone tells, in the order they are found.
void check_file(const binary::Inspection& inspection, const Policy& policy, Findings& findings);

/// Why calling its functions would tell nothing, in the light of what the file told; empty where it
/// would.
std::string why_not_to_call(const binary::Inspection& inspection, const Findings& findings);

/// With the severities of the policy, without the rules that it switches off, by id.
std::vector<Finding> under(const Policy& policy, std::vector<Finding> findings);

/// Both: what is to be said of a plugin that is not run.
std::vector<Finding> judge(const binary::Inspection& inspection, const Policy& policy);

/// The layout alone, of a plugin whose descriptor cannot be read: that may be why.
std::vector<Finding> judge_layout(std::span<const binary::LayoutNote> notes, const Policy& policy);

}  // namespace assay::plugin::abi_check
