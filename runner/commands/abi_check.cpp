// SPDX-License-Identifier: Apache-2.0
#include "runner/commands/abi_check.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/base/error.hpp"
#include "core/base/file.hpp"
#include "core/definition/parse.hpp"
#include "core/pipeline/interrupts.hpp"
#include "core/plugin/abi_check/judge.hpp"
#include "core/plugin/bind.hpp"
#include "core/plugin/probe/probe.hpp"
#include "core/report/abi_check.hpp"
#include "runner/commands/command_line.hpp"
#include "runner/commands/print.hpp"
#include "runner/commands/run_options.hpp"
#include "runner/exit_code.hpp"

namespace assay::runner {
namespace {

namespace abi_check = plugin::abi_check;
namespace binary = plugin::binary;
namespace fs = std::filesystem;

CommandSpec abi_check_spec() {
  CommandSpec spec{
      "assay abi-check PLUGIN... [--policy FILE] [--no-probe] [--json] [--junit FILE]",
      "Says whether plugins keep the contract: exit 0 when all do, 1 when one does not. First "
      "their\n"
      "files are read; then each is loaded and called in processes of their own, as a host in bad\n"
      "order would. plugin_api/README.md explains the rules.",
      {"PLUGIN"},
      {{"policy", 0, "FILE", "ceilings of symbol versions, and which rules count (YAML)"},
       {"no-probe", 0, "", "read the files alone: nothing of the plugins runs"},
       {"definition", 0, "FILE",
        "probe one PLUGIN with the inputs of its model, not with made-up ones"},
       {"model", 0, "NAME", "which model of that definition"},
       {"probe", 0, "PATH", "an assay-probe other than the one beside assay"},
       {"limit", 0, "S", "seconds that one call of the probe may take, 60 if not given"},
       {"worker-memory", 0, "SIZE", "memory that the probe may use, e.g. 4G (default: any)"},
       {"json", 0, "", "print JSON"},
       {"junit", 0, "FILE", "write a JUnit file too"}}};
  spec.last_repeats = true;
  return spec;
}

/// What --definition says to call a plugin with.
class DefinedCalls {
 public:
  DefinedCalls(const std::string& file, const ParsedOptions& options)
      : definition_(definition::parse_file(file, {{}, "cpu"})),
        model_(choose_model(definition_, options)) {}

  const fs::path& repository() const { return model_.repository; }
  plugin::probe::Calls bind(const binary::Inspection& inspection) const {
    auto binding = plugin::bind(definition_, model_, inspection.descriptor.description);
    plugin::probe::Calls calls;
    calls.load.load_entry = binding.load_entry;
    calls.load.predict_entry = binding.predict_entry;
    calls.load.load_arguments = std::move(binding.load_arguments);
    calls.load.predict_arguments = std::move(binding.predict_arguments);
    calls.outputs = plugin::output_rules(definition_, model_);
    return calls;
  }

 private:
  definition::Definition definition_;
  definition::Model model_;
};

std::optional<DefinedCalls> calls_of_definition(const ParsedOptions& options) {
  const auto file = options.text("definition");
  if (!file && options.has("model")) {
    throw Error(ErrorKind::usage, "--model names a model of a definition: give --definition too");
  }
  if (!file) return std::nullopt;
  if (options.positional_count() > 1) {
    throw Error(ErrorKind::usage, "--definition goes with one PLUGIN");
  }
  return std::make_optional<DefinedCalls>(*file, options);
}

/// Checks one plugin after the other.
class Checker {
 public:
  Checker(const ParsedOptions& options, int interrupt_fd)
      : probes_(!options.has("no-probe")), defined_(calls_of_definition(options)) {
    if (const auto file = options.text("policy")) policy_ = abi_check::read_policy(*file);
    if (const auto program = options.text("probe")) probe_.program = *program;
    probe_.interrupt_fd = interrupt_fd;
    probe_.memory_bytes = options.bytes("worker-memory").value_or(0);
    constexpr std::uint64_t kDay = 24 * 3600;
    if (const auto limit = options.count("limit", 1, kDay)) {
      probe_.limit = std::chrono::seconds(*limit);
    }
  }

  /// A file that is no plugin is a finding about it: the others are checked all the same.
  report::CheckedPlugin check(const std::string& file) const {
    const binary::Reading reading = binary::try_inspect(file);
    if (const auto* why = std::get_if<binary::Damage>(&reading)) return unreadable(file, why->what);
    const auto& inspection = std::get<binary::Inspection>(reading);
    abi_check::Findings findings;
    abi_check::check_file(inspection, policy_, findings);
    report::CheckedPlugin checked{file, std::nullopt, {}, false};
    if (probes_) checked.was_probed = probe(inspection, findings);
    checked.findings = abi_check::under(policy_, findings.take());
    return checked;
  }

 private:
  report::CheckedPlugin unreadable(const std::string& file, const std::string& why) const {
    // Another layout is the usual reason why a descriptor cannot be read.
    const auto notes = binary::read_layout_notes(file);
    report::CheckedPlugin checked{file, why, {}, false};
    if (!notes.empty()) checked.findings = abi_check::judge_layout(notes, policy_);
    return checked;
  }

  /// False: it could not be called, or did not get as far as a prediction.
  bool probe(const binary::Inspection& inspection, abi_check::Findings& findings) const {
    if (const std::string why = abi_check::why_not_to_call(inspection, findings); !why.empty()) {
      findings.add("probe.not-run", why);
      return false;
    }
    plugin::probe::ProbeOptions options = probe_;
    std::vector<plugin::probe::Calls> calls;
    if (defined_) {
      options.directory = defined_->repository();
      calls.push_back(defined_->bind(inspection));
    } else {
      calls = plugin::probe::invent_calls(inspection.descriptor.description);
    }
    if (calls.empty()) findings.add("probe.not-run", "no predict runs on the CPU with its load");
    return plugin::probe::probe_plugin(inspection.file, calls, options, findings);
  }

  bool probes_;
  std::optional<DefinedCalls> defined_;
  abi_check::Policy policy_;
  plugin::probe::ProbeOptions probe_;
};

}  // namespace

int run_abi_check(const std::vector<std::string>& arguments) {
  const CommandSpec spec = abi_check_spec();
  const auto options = parse(spec, arguments);
  if (!options) {
    print(help_text(spec));
    return static_cast<int>(ExitCode::pass);
  }
  const pipeline::WakeEvent wake;
  const pipeline::Interrupts interrupts(wake);
  const Checker checker(*options, wake.fd());
  std::vector<report::CheckedPlugin> plugins;
  for (std::size_t i = 0; i < options->positional_count(); ++i) {
    plugins.push_back(checker.check(options->positional(i)));
  }
  print(options->has("json") ? report::abi_check_json(plugins) : report::abi_check_text(plugins));
  if (const auto file = options->text("junit")) {
    write_file_atomically(*file, report::abi_check_junit(plugins));
  }
  const bool conform = std::all_of(plugins.begin(), plugins.end(),
                                   [](const auto& plugin) { return plugin.conforms(); });
  return static_cast<int>(conform ? ExitCode::pass : ExitCode::gate_failed);
}

}  // namespace assay::runner
