// SPDX-License-Identifier: Apache-2.0
#include "core/plugin/abi_check/judge.hpp"

#include <algorithm>

namespace assay::plugin::abi_check {
namespace {

/// With the severities of the policy, without the rules that it switches off, by id.
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

}  // namespace

std::vector<Finding> judge(const binary::Inspection& inspection, const Policy& policy) {
  Findings findings;
  check_elf(inspection, policy, findings);
  check_undefined(inspection, findings);
  check_layout(inspection.layout_notes, findings);
  check_layout_version(inspection, findings);
  check_descriptor(inspection, findings);
  return under(policy, findings.take());
}

std::vector<Finding> judge_layout(std::span<const binary::LayoutNote> notes, const Policy& policy) {
  Findings findings;
  check_layout(notes, findings);
  return under(policy, findings.take());
}

}  // namespace assay::plugin::abi_check
