// SPDX-License-Identifier: Apache-2.0
#include "core/report/abi_check.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/plugin/utf8.hpp"
#include "core/report/json.hpp"
#include "core/report/junit_suite.hpp"

namespace assay::report {
namespace {

using plugin::abi_check::Finding;
using plugin::abi_check::Rule;
using plugin::abi_check::Severity;

std::size_t count_of(const CheckedPlugin& plugin, Severity severity) {
  return static_cast<std::size_t>(
      std::count_if(plugin.findings.begin(), plugin.findings.end(),
                    [&](const Finding& finding) { return finding.severity == severity; }));
}

/// "2 errors, 1 note".
std::string counts_text(const CheckedPlugin& plugin) {
  std::string text;
  for (const Severity severity : {Severity::error, Severity::warning, Severity::note}) {
    const std::size_t count = count_of(plugin, severity);
    if (count == 0) continue;
    text += fmt::format("{}{} {}{}", text.empty() ? "" : ", ", count, name_of(severity),
                        count == 1 ? "" : "s");
  }
  return text;
}

std::string verdict_text(const CheckedPlugin& plugin) {
  if (plugin.unreadable) return "cannot be checked: " + *plugin.unreadable;
  const std::string counts = counts_text(plugin);
  const char* const verdict = plugin.conforms() ? "conforms" : "does not conform";
  return counts.empty() ? verdict : fmt::format("{} ({})", verdict, counts);
}

Json json_of(const Finding& finding) {
  return {{"rule", finding.rule},
          {"severity", std::string(name_of(finding.severity))},
          {"seen", finding.seen},
          {"remedy", finding.remedy}};
}

Json json_of(const CheckedPlugin& plugin) {
  Json json{{"file", plugin.file}, {"conforms", plugin.conforms()}};
  if (plugin.unreadable) json["unreadable"] = *plugin.unreadable;
  Json& findings = json["findings"] = Json::array();
  for (const Finding& finding : plugin.findings) findings.push_back(json_of(finding));
  return json;
}

void add_case(const CheckedPlugin& plugin, const Rule& rule, JunitSuite& suite) {
  std::string seen;
  for (const Finding& finding : plugin.findings) {
    if (finding.rule != rule.id || finding.severity != Severity::error) continue;
    seen += (seen.empty() ? "" : "; ") + finding.seen + ": " + finding.remedy;
  }
  if (seen.empty()) {
    suite.pass("abi-check", rule.id);
  } else {
    suite.fail("abi-check", rule.id, rule.id, seen);
  }
}

/// Of a plugin that could not be read or probed, only what was found can be said.
bool was_applied(const CheckedPlugin& plugin, const Rule& rule) {
  const bool is_of_probe = rule.id.starts_with("probe.");
  const bool was_looked_at = is_of_probe ? plugin.was_probed : !plugin.unreadable;
  return was_looked_at || std::any_of(plugin.findings.begin(), plugin.findings.end(),
                                      [&](const Finding& each) { return each.rule == rule.id; });
}

JunitSuite suite_of(const CheckedPlugin& plugin) {
  JunitSuite suite(plugin.file);
  if (plugin.unreadable) {
    suite.fail("abi-check", "readable", "unreadable", *plugin.unreadable);
  }
  for (const Rule& rule : plugin::abi_check::all_rules()) {
    if (was_applied(plugin, rule)) add_case(plugin, rule, suite);
  }
  return suite;
}

}  // namespace

bool CheckedPlugin::conforms() const {
  return !unreadable && count_of(*this, Severity::error) == 0;
}

std::string abi_check_text(const std::vector<CheckedPlugin>& plugins) {
  std::string text;
  for (const CheckedPlugin& plugin : plugins) {
    text += fmt::format("{} {}\n", plugin::printable(plugin.file), verdict_text(plugin));
    for (const Finding& finding : plugin.findings) {
      text +=
          fmt::format("  {:<8} {:<22} {}\n", name_of(finding.severity), finding.rule, finding.seen);
      text += fmt::format("  {:<8} {:<22} {}\n", "", "", finding.remedy);
    }
  }
  return text;
}

std::string abi_check_json(const std::vector<CheckedPlugin>& plugins) {
  const bool conform = std::all_of(plugins.begin(), plugins.end(),
                                   [](const CheckedPlugin& plugin) { return plugin.conforms(); });
  Json json{{"schema", 1}, {"conforms", conform}};
  Json& list = json["plugins"] = Json::array();
  for (const CheckedPlugin& plugin : plugins) list.push_back(json_of(plugin));
  return dump(json, 2) + "\n";
}

std::string abi_check_junit(const std::vector<CheckedPlugin>& plugins) {
  std::vector<JunitSuite> suites;
  for (const CheckedPlugin& plugin : plugins) suites.push_back(suite_of(plugin));
  return junit_document(suites);
}

}  // namespace assay::report
