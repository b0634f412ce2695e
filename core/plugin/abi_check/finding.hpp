// SPDX-License-Identifier: Apache-2.0
// What `assay abi-check` finds: each finding names its rule, what was seen, and what to do.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace assay::plugin::abi_check {

enum class Severity {
  note,     // worth knowing
  warning,  // works here, may not elsewhere
  error,    // breaks the contract, or will break a host
};
std::string_view name_of(Severity severity);

/// A rule of the contract that a file can break. Ids are never renamed: policies name them.
struct Rule {
  std::string_view id;  // "elf.exports"
  Severity severity;    // unless a policy says otherwise
  std::string_view demands;
  std::string_view remedy;
};

struct Finding {
  std::string rule;
  Severity severity = Severity::note;
  std::string seen;
  std::string remedy;
  bool operator==(const Finding&) const = default;
};

/// All rules, by id.
std::span<const Rule> all_rules();
/// nullptr where there is none of that id.
const Rule* find_rule(std::string_view id);
/// Requires that there is such a rule.
const Rule& rule_named(std::string_view id);

/// Findings in the order they are made.
class Findings {
 public:
  /// `seen` is a sentence without its full stop.
  void add(std::string_view rule_id, std::string seen);
  const std::vector<Finding>& all() const { return findings_; }
  std::vector<Finding> take() { return std::move(findings_); }

 private:
  std::vector<Finding> findings_;
};

}  // namespace assay::plugin::abi_check
