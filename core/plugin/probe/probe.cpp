// SPDX-License-Identifier: Apache-2.0
#include "core/plugin/probe/probe.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <csignal>
#include <set>

#include "core/base/error.hpp"
#include "core/plugin/collect.hpp"
#include "core/plugin/probe/cases.hpp"
#include "core/plugin/probe/probe_process.hpp"
#include "core/plugin/strays.hpp"
#include "core/plugin/utf8.hpp"

namespace assay::plugin::probe {
namespace {

namespace fs = std::filesystem;

WorkerCommand command_of(const fs::path& plugin, const ProbeOptions& options) {
  WorkerCommand command;
  command.worker = companion("probe", options.program);
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

/// What follows `words` in one of the steps.
std::optional<std::string> said_after(std::string_view words, const CaseResult& result) {
  for (const std::string& step : result.steps) {
    if (step.starts_with(words)) return printable(step.substr(words.size()));
  }
  return std::nullopt;
}

/// The rule that a load breaks which refuses what it took in another process.
std::string_view rule_of_refusal(const Case& tried) {
  const bool is_special = tried.rule == "probe.struct-size" || tried.rule == "probe.threads";
  return is_special ? tried.rule : "probe.repeat";
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

  /// False: it did not predict.
  bool try_all(const Calls& calls) {
    const auto cases = all_cases();
    const CaseResult plain = try_one(cases.front(), calls);
    if (plain.death) return false;
    const bool loads = is_loaded(plain, calls);
    check_fields(plain, calls);
    const bool predicts = loads && !has_finding(plain, "probe.predict");
    for (const Case& next : cases.subspan(1)) {
      if (next.name == "arguments") {
        try_one(next, calls);
      } else if (predicts) {
        expect_load(next, try_one(next, calls));
      }
    }
    return predicts;
  }

 private:
  /// In the case that begins everything.
  bool is_loaded(const CaseResult& plain, const Calls& calls) {
    if (const auto why = said_after("init refused: ", plain)) {
      add(calls.invented ? "probe.not-run" : "probe.load", "init refused: " + *why);
      return false;
    }
    for (const std::string_view words : {"load refused: ", "load had no memory: "}) {
      const auto why = said_after(words, plain);
      if (!why) continue;
      add(calls.invented ? "probe.not-loaded" : "probe.load", *why);
      return false;
    }
    return true;
  }

  /// As the runner does with every prediction.
  void check_fields(const CaseResult& plain, const Calls& calls) {
    if (!plain.fields) return;
    const auto& [predicted, sizes, memory] = *plain.fields;
    auto collected = collect(predicted, sizes.size(), std::as_bytes(std::span(memory)));
    if (!collected) return;  // the plugin may have written to the connection: other rules tell
    for (std::size_t i = 0; i < collected->size(); ++i) {
      auto* fields = std::get_if<std::vector<predict::Field>>(&(*collected)[i]);
      if (fields == nullptr || fields->empty()) continue;  // out_fail, or rule probe.outputs
      const predict::ImageSize size{sizes[i].width, sizes[i].height};
      const auto validated = validate(std::move(*fields), calls.outputs, size);
      if (const auto* fault = std::get_if<std::string>(&validated)) {
        add("probe.fields", printable(*fault));
      }
    }
  }

  /// It took the same arguments before. That there is no memory may be true now.
  void expect_load(const Case& tried, const CaseResult& result) {
    for (const std::string_view words : {"init refused: ", "load refused: "}) {
      if (const auto why = said_after(words, result)) {
        add(rule_of_refusal(tried), std::string(words) + *why);
      }
    }
  }

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

bool probe_plugin(const fs::path& plugin, std::span<const Calls> calls, const ProbeOptions& options,
                  abi_check::Findings& findings) {
  const fs::path file = fs::absolute(plugin);
  adopt_orphans();  // of what the plugin starts, nothing may stay behind
  ProbeRunner runner(command_of(file, options),
                     {options.limit, options.memory_bytes, options.interrupt_fd});
  PluginProbe probe(file, runner, findings);
  bool all = !calls.empty();
  for (const Calls& pair : calls) all = probe.try_all(pair) && all;
  return all;
}

}  // namespace assay::plugin::probe
