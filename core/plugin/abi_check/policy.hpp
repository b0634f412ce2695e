// SPDX-License-Identifier: Apache-2.0
// What a project asks of its plugins beyond, or short of, the rules as they are.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/plugin/abi_check/finding.hpp"

namespace assay::plugin::abi_check {

struct Policy {
  /// The newest version of a series that may be asked for, "GLIBC" to "2.31"; others are free.
  std::map<std::string, std::string> ceilings;
  /// Of rules by id; nullopt: the rule is not applied.
  std::map<std::string, std::optional<Severity>> severities;
  /// Libraries that may be needed beside those that rule elf.needed forbids.
  std::vector<std::string> allowed_libraries;
};

/// Reads a policy file, YAML:
///
///   ceilings: {GLIBC: "2.31", GLIBCXX: "3.4.28"}
///   rules: {elf.imports: off, elf.constructors: error}
///   allowed_libraries: [libpython3.11.so.1.0]
///
/// Throws Error{definition} with all that is wrong, each at its place, and Error{io}.
Policy read_policy(const std::filesystem::path& file);

}  // namespace assay::plugin::abi_check
