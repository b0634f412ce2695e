// SPDX-License-Identifier: Apache-2.0
// What `assay abi-check` shows: for people, for programs, and for CI that shows JUnit files.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/plugin/abi_check/finding.hpp"

namespace assay::report {

/// One plugin and what came of it.
struct CheckedPlugin {
  std::string file;                       // as the user named it
  std::optional<std::string> unreadable;  // why it could not be checked, but for `findings`
  std::vector<plugin::abi_check::Finding> findings;
  bool was_probed = false;  // so that rules of the probe can be said to be kept

  /// Readable, and no finding is an error.
  bool conforms() const;
};

std::string abi_check_text(const std::vector<CheckedPlugin>& plugins);
/// One object: schema, conforms, plugins. Keys are only ever added.
std::string abi_check_json(const std::vector<CheckedPlugin>& plugins);
/// A suite for each plugin, a test case for each rule; rules that found an error fail.
std::string abi_check_junit(const std::vector<CheckedPlugin>& plugins);

}  // namespace assay::report
