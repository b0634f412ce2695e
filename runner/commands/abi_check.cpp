// SPDX-License-Identifier: Apache-2.0
#include "runner/commands/abi_check.hpp"

#include <algorithm>

#include "core/base/error.hpp"
#include "core/base/file.hpp"
#include "core/plugin/abi_check/judge.hpp"
#include "core/report/abi_check.hpp"
#include "runner/commands/command_line.hpp"
#include "runner/commands/print.hpp"
#include "runner/exit_code.hpp"

namespace assay::runner {
namespace {

namespace abi_check = plugin::abi_check;

CommandSpec abi_check_spec() {
  CommandSpec spec{
      "assay abi-check PLUGIN... [--policy FILE] [--json] [--junit FILE]",
      "Says whether plugins keep the contract: exit 0 when all do, 1 when one does not. Nothing "
      "of\n"
      "them runs. plugin_api/README.md explains the rules.",
      {"PLUGIN"},
      {{"policy", 0, "FILE", "ceilings of symbol versions, and which rules count (YAML)"},
       {"json", 0, "", "print JSON"},
       {"junit", 0, "FILE", "write a JUnit file too"}}};
  spec.last_repeats = true;
  return spec;
}

/// A file that is no plugin is a finding about it: the others are checked all the same.
report::CheckedPlugin check(const std::string& file, const abi_check::Policy& policy) {
  const plugin::binary::Reading reading = plugin::binary::try_inspect(file);
  if (const auto* why = std::get_if<plugin::binary::Damage>(&reading)) {
    const auto notes = plugin::binary::read_layout_notes(file);
    return {
        file, why->what,
        notes.empty() ? std::vector<abi_check::Finding>() : abi_check::judge_layout(notes, policy)};
  }
  return {file, std::nullopt,
          abi_check::judge(std::get<plugin::binary::Inspection>(reading), policy)};
}

}  // namespace

int run_abi_check(const std::vector<std::string>& arguments) {
  const CommandSpec spec = abi_check_spec();
  const auto options = parse(spec, arguments);
  if (!options) {
    print(help_text(spec));
    return static_cast<int>(ExitCode::pass);
  }
  abi_check::Policy policy;
  if (const auto file = options->text("policy")) policy = abi_check::read_policy(*file);
  std::vector<report::CheckedPlugin> plugins;
  for (std::size_t i = 0; i < options->positional_count(); ++i) {
    plugins.push_back(check(options->positional(i), policy));
  }
  if (const auto file = options->text("junit")) {
    write_file_atomically(*file, report::abi_check_junit(plugins));
  }
  print(options->has("json") ? report::abi_check_json(plugins) : report::abi_check_text(plugins));
  const bool conform = std::all_of(plugins.begin(), plugins.end(),
                                   [](const auto& plugin) { return plugin.conforms(); });
  return static_cast<int>(conform ? ExitCode::pass : ExitCode::gate_failed);
}

}  // namespace assay::runner
