// SPDX-License-Identifier: Apache-2.0
#include "core/plugin/probe/probe.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <csignal>
#include <set>

#include "core/base/error.hpp"
#include "core/plugin/probe/cases.hpp"
#include "core/plugin/probe/probe_process.hpp"
#include "core/plugin/strays.hpp"
#include "core/plugin/utf8.hpp"

namespace assay::plugin::probe {
namespace {

namespace fs = std::filesystem;

WorkerCommand command_of(const fs::path& plugin, const ProbeOptions& options) {
  WorkerCommand command;
  command.worker = options.program.empty()
                       ? fs::read_symlink("/proc/self/exe").parent_path() / "assay-probe"
                       : fs::absolute(options.program);
  if (!fs::is_regular_file(command.worker)) {
    throw Error(ErrorKind::plugin,
                fmt::format("there is no probe at {}; it is built with assay, or named by --probe",
                            command.worker.string()));
  }
  command.directory = options.directory.empty() ? plugin.parent_path() : options.directory;
  return command;
}

/// The line with which the C++ library ends a program that let an exception out.
std::string exception_in(const std::string& output) {
  const std::size_t begin = output.find("terminate called");
  if (begin == std::string::npos) return "";
  return printable(output.substr(begin, output.find('\n', begin) - begin));
}

/// A rule of how the process ended, whatever was tried; empty where only that tells.
std::string_view rule_of(const CaseResult& result) {
  switch (result.death->cause) {
    case Death::Cause::deadline:
      return "probe.hang";
    case Death::Cause::exit:
      return "probe.exit";
    default:
      return exception_in(result.output).empty() ? "" : "probe.exception";
  }
}

std::string text_of(const CaseResult& result) {
  std::string text = in_words(*result.death);
  if (!result.steps.empty()) text += fmt::format(" when {}", printable(result.steps.back()));
  const std::string exception = exception_in(result.output);
  return exception.empty() ? text : fmt::format("{}: {}", text, exception);
}

/// Why load refused, in the case that begins everything; empty where it did not.
std::string refusal_in(const CaseResult& result) {
  constexpr std::string_view kRefused = "load refused: ";
  for (const std::string& step : result.steps) {
    if (step.starts_with(kRefused)) return printable(step.substr(kRefused.size()));
  }
  return "";
}

bool has_finding(const CaseResult& result, std::string_view rule) {
  return std::any_of(result.findings.begin(), result.findings.end(),
                     [&](const wire::ProbeFinding& finding) { return finding.rule == rule; });
}

/// Probes one plugin, a pair of entries at a time.
class PluginProbe {
 public:
  PluginProbe(fs::path plugin, ProbeRunner& runner, abi_check::Findings& findings)
      : plugin_(std::move(plugin)), runner_(runner), findings_(findings) {}

  void try_all(const Calls& calls) {
    const auto cases = all_cases();
    const CaseResult plain = try_one(cases.front(), calls);
    if (plain.death) return;
    const std::string refusal = refusal_in(plain);
    if (!refusal.empty()) add(calls.invented ? "probe.not-loaded" : "probe.load", refusal);
    const bool predicts = refusal.empty() && !has_finding(plain, "probe.predict");
    for (const Case& next : cases.subspan(1)) {
      if (predicts || next.name == "arguments") try_one(next, calls);
    }
  }

 private:
  CaseResult try_one(const Case& tried, const Calls& calls) {
    CaseResult result = runner_.run({std::string(tried.name), plugin_.string(), calls.load});
    for (const wire::ProbeFinding& finding : result.findings) {
      add(finding.rule, printable(finding.seen));
    }
    if (result.death) {
      const std::string_view rule = rule_of(result);
      add(rule.empty() ? tried.rule : rule, text_of(result));
    }
    return result;
  }

  /// The same may come of several cases, and of entries that share a load.
  void add(std::string_view rule, const std::string& seen) {
    if (seen_.insert({std::string(rule), seen}).second) findings_.add(rule, seen);
  }

  fs::path plugin_;
  ProbeRunner& runner_;
  abi_check::Findings& findings_;
  std::set<std::pair<std::string, std::string>> seen_;
};

}  // namespace

void probe_plugin(const fs::path& plugin, std::span<const Calls> calls, const ProbeOptions& options,
                  abi_check::Findings& findings) {
  const fs::path file = fs::absolute(plugin);
  adopt_orphans();  // of what the plugin starts, nothing may stay behind
  ProbeRunner runner(command_of(file, options), options.limit);
  PluginProbe probe(file, runner, findings);
  for (const Calls& pair : calls) probe.try_all(pair);
}

}  // namespace assay::plugin::probe
