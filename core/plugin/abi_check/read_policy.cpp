// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "core/base/file.hpp"
#include "core/base/nearest.hpp"
#include "core/definition/encoding.hpp"
#include "core/definition/fields.hpp"
#include "core/plugin/abi_check/policy.hpp"
#include "core/plugin/binary/symbol_version.hpp"

namespace assay::plugin::abi_check {
namespace {

using definition::Fields;
using definition::Node;
using definition::Reading;
using definition::Scope;
using definition::Section;

constexpr std::uint64_t kLargestPolicy = 1 << 20;

const Section& policy_section() {
  namespace shape = definition::shape;
  using Use = definition::Key::Use;
  static const Section kSection{
      "policy",
      "the policy",
      {{"ceilings", Use::optional, {shape::map({shape::name()})}, "", "newest versions"},
       {"rules", Use::optional, {shape::map({shape::name()})}, "", "severities"},
       {"allowed_libraries", Use::optional, {shape::list({shape::name()})}, "", "file names"}}};
  return kSection;
}

void read_ceilings(const Node& map, const definition::Lookup& lookup, Policy& policy,
                   Reading& reading) {
  // Any library may have versions of its own, but a near miss of these is a slip.
  static const std::vector<std::string> kUsual{"GLIBC", "GLIBCXX", "CXXABI", "GCC", "GOMP"};
  for (const Node::Entry& entry : map.entries) {
    const bool usual = std::find(kUsual.begin(), kUsual.end(), entry.key) != kUsual.end();
    if (const auto near = nearest(entry.key, kUsual); !usual && near) {
      reading.problems.add(entry.mark, fmt::format("no library has symbol versions {}_...; did you "
                                                   "mean '{}'?",
                                                   entry.key, *near));
      continue;
    }
    const auto version = definition::read_text(
        *entry.value, fmt::format("the ceiling of {}", entry.key), lookup, reading);
    if (!version) continue;
    if (binary::parse_symbol_version(entry.key + "_" + *version).numbers.empty()) {
      reading.problems.add(
          entry.value->mark,
          fmt::format("the ceiling of {} must be a version such as \"2.31\", got {}", entry.key,
                      definition::in_quotes(*version)));
      continue;
    }
    policy.ceilings[entry.key] = *version;
  }
}

std::vector<std::string> rule_ids() {
  std::vector<std::string> ids;
  for (const Rule& rule : all_rules()) ids.emplace_back(rule.id);
  return ids;
}

void read_rules(const Node& map, const definition::Lookup& lookup, Policy& policy,
                Reading& reading) {
  static const std::vector<std::string> kLevels{"off", "note", "warning", "error"};
  static const std::vector<std::string> kIds = rule_ids();
  for (const Node::Entry& entry : map.entries) {
    if (std::find(kIds.begin(), kIds.end(), entry.key) == kIds.end()) {
      reading.problems.add_unknown(
          entry.mark, fmt::format("there is no rule {}", definition::in_quotes(entry.key)),
          entry.key, kIds, "; see plugin_api/README.md");
      continue;
    }
    const auto level = definition::read_choice(
        *entry.value, fmt::format("the level of {}", entry.key), kLevels, lookup, reading);
    if (!level) continue;
    policy.severities[entry.key] =
        *level == 0 ? std::optional<Severity>() : static_cast<Severity>(*level - 1);
  }
}

}  // namespace

Policy read_policy(const std::filesystem::path& file) {
  Source source{file.string(), read_file(file, kLargestPolicy)};
  definition::check_encoding(source);
  if (source.text.find_first_not_of(" \t\r\n") == std::string::npos) return {};  // asks for nothing
  const definition::LineIndex lines(source.text);
  definition::Problems problems(source);
  const definition::NodePtr root = definition::read_tree(source, lines, problems);
  // A policy stands for itself: nothing in it comes from the environment.
  Reading reading{source, lines, problems, [](const std::string&) { return std::nullopt; }};
  const Scope scope;
  const auto lookup = definition::lookup_in(scope, reading);
  const Fields fields(*root, policy_section(), reading, scope);
  Policy policy;
  if (const Node* ceilings = fields.map("ceilings")) {
    read_ceilings(*ceilings, lookup, policy, reading);
  }
  if (const Node* rules = fields.map("rules")) read_rules(*rules, lookup, policy, reading);
  if (const Node* libraries = fields.list("allowed_libraries")) {
    for (const definition::NodePtr& item : libraries->items) {
      auto name = definition::read_text(*item, "an allowed library", lookup, reading);
      if (name) policy.allowed_libraries.push_back(std::move(*name));
    }
  }
  if (!problems.empty()) throw problems.error();
  return policy;
}

}  // namespace assay::plugin::abi_check
