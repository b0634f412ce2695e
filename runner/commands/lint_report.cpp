// SPDX-License-Identifier: Apache-2.0
#include "runner/commands/lint_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/report/text.hpp"

namespace assay::runner {
namespace {

namespace lint = dataset::lint;
using Json = nlohmann::ordered_json;
using report::counted;

std::string_view name_of(lint::Severity severity) {
  return severity == lint::Severity::error ? "error" : "warning";
}

std::string summary(const CheckedDataset& checked) {
  const lint::Findings& findings = checked.report.findings;
  const std::string found = findings.total() == 0
                                ? "nothing found"
                                : fmt::format("{}, {}", counted(findings.errors(), "error"),
                                              counted(findings.warnings(), "warning"));
  return fmt::format("data set {} ({}): {} in {} of {}\n", checked.name, checked.format, found,
                     counted(checked.report.annotations, "annotation"),
                     counted(checked.report.images, "image"));
}

std::string place_of(const lint::Finding& finding) {
  if (finding.record.empty()) return finding.file;
  return fmt::format("{}: {}", finding.file, finding.record);
}

/// A line for each of the first findings of one rule.
std::string places(std::span<const lint::Finding> of_rule, std::size_t total, std::size_t shown) {
  std::string text;
  const std::size_t listed = std::min(shown, of_rule.size());
  for (const lint::Finding& finding : of_rule.first(listed)) {
    text += fmt::format("  {}: {}\n", place_of(finding), finding.what);
  }
  if (total > listed) text += fmt::format("  ... and {} more\n", total - listed);
  return text;
}

Json json_of(const CheckedDataset& checked) {
  const lint::Findings& findings = checked.report.findings;
  Json rules = Json::array();
  for (std::size_t i = 0; i < lint::kRuleCount; ++i) {
    const auto rule = static_cast<lint::Rule>(i);
    if (findings.count(rule) == 0) continue;
    const lint::RuleText& text = lint::text_of(rule);
    rules.push_back(
        {{"rule", text.id}, {"count", findings.count(rule)}, {"effect", findings.effect(rule)}});
  }
  Json list = Json::array();
  for (const lint::Finding& finding : findings.by_rule()) {
    list.push_back({{"severity", name_of(finding.severity)},
                    {"rule", lint::text_of(finding.rule).id},
                    {"file", finding.file},
                    {"record", finding.record},
                    {"what", finding.what}});
  }
  return {{"name", checked.name},
          {"format", checked.format},
          {"images", checked.report.images},
          {"annotations", checked.report.annotations},
          {"errors", findings.errors()},
          {"warnings", findings.warnings()},
          {"rules", std::move(rules)},
          {"findings", std::move(list)}};
}

}  // namespace

std::string lint_text(const CheckedDataset& checked, std::size_t shown) {
  const lint::Findings& findings = checked.report.findings;
  const std::vector<lint::Finding> all = findings.by_rule();
  std::string text;
  for (auto begin = all.begin(); begin != all.end();) {
    const auto end = std::find_if(
        begin, all.end(), [&](const lint::Finding& other) { return other.rule != begin->rule; });
    const std::size_t total = findings.count(begin->rule);
    const lint::RuleText& rule = lint::text_of(begin->rule);
    text += fmt::format("{}  {} ({}): {}\n", name_of(begin->severity), rule.id, total,
                        findings.effect(begin->rule));
    text += places({begin, end}, total, shown);
    begin = end;
  }
  return text + summary(checked);
}

std::string lint_json(const std::vector<CheckedDataset>& checked) {
  Json datasets = Json::array();
  bool fails = false;
  for (const CheckedDataset& one : checked) {
    datasets.push_back(json_of(one));
    fails = fails || one.report.findings.errors() > 0;
  }
  const Json document = {{"schema", 1},
                         {"command", "dataset check"},
                         {"verdict", fails ? "fail" : "pass"},
                         {"datasets", std::move(datasets)}};
  return document.dump(2) + "\n";
}

}  // namespace assay::runner
