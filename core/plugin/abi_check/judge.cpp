// SPDX-License-Identifier: Apache-2.0
#include "core/plugin/abi_check/judge.hpp"

#include <algorithm>

namespace assay::plugin::abi_check {

std::vector<Finding> under(const Policy& policy, std::vector<Finding> all) {
  for (Finding& finding : all) {
    const auto chosen = policy.severities.find(finding.rule);
    if (chosen != policy.severities.end() && chosen->second) finding.severity = *chosen->second;
  }
  std::erase_if(all, [&](const Finding& finding) {
    const auto chosen = policy.severities.find(finding.rule);
    return chosen != policy.severities.end() && !chosen->second;
  });
  std::stable_sort(all.begin(), all.end(),
                   [](const Finding& a, const Finding& b) { return a.rule < b.rule; });
  return all;
}

void check_file(const binary::Inspection& inspection, const Policy& policy, Findings& findings) {
  check_elf(inspection, policy, findings);
  check_undefined(inspection, findings);
  check_layout(inspection, findings);
  check_layout_version(inspection, findings);
  check_descriptor(inspection, findings);
}

std::string why_not_to_call(const binary::Inspection& inspection, const Findings& findings) {
  if (inspection.elf.machine != binary::own_machine()) return "it is for another machine";
  for (const Finding& finding : findings.all()) {
    const bool is_of_tables =
        finding.rule.starts_with("descriptor.") || finding.rule.starts_with("layout.");
    if (!is_of_tables || finding.severity != Severity::error) continue;
    return "its tables are not to be relied on: " + finding.rule;
  }
  return "";
}

std::vector<Finding> judge(const binary::Inspection& inspection, const Policy& policy) {
  Findings findings;
  check_file(inspection, policy, findings);
  return under(policy, findings.take());
}

std::vector<Finding> judge_layout(std::span<const binary::LayoutNote> notes, const Policy& policy) {
  Findings findings;
  check_notes(notes, findings);
  return under(policy, findings.take());
}

}  // namespace assay::plugin::abi_check
