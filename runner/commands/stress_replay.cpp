// SPDX-License-Identifier: Apache-2.0
#include "runner/commands/stress_replay.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/base/error.hpp"
#include "core/base/source.hpp"
#include "core/definition/problems.hpp"
#include "core/pipeline/stress/replay_run.hpp"
#include "runner/commands/chosen_domain.hpp"
#include "runner/commands/print.hpp"
#include "runner/exit_code.hpp"
#include "runner/progress_bar.hpp"

namespace assay::runner {
namespace {

using pipeline::ReplayedFinding;

void require_nothing_besides(const ParsedOptions& options) {
  for (const char* option :
       {"test", "domain", "severity", "model", "dataset", "budget", "seed", "search", "score",
        "oracle", "threshold", "min-score", "search-only", "decide", "limit"}) {
    if (!options.has(option)) continue;
    throw Error(
        ErrorKind::usage,
        fmt::format("the run that is replayed says itself what --{} would; leave it out", option));
  }
}

/// The definition's model or data set that the run was of.
template <class Item>
const Item& item_of_run(const std::vector<Item>& all, const std::string& name, const char* kind) {
  for (const Item& item : all) {
    if (item.name == name) return item;
  }
  throw Error(ErrorKind::usage,
              fmt::format("the run is of the {} {}, which the definition has not; name the one "
                          "that was tested",
                          kind, definition::in_quotes(name)));
}

std::string text_of(const std::vector<ReplayedFinding>& replayed) {
  std::string text;
  for (const ReplayedFinding& one : replayed) {
    text += fmt::format("  {} {}: {:.6g}, was {:.6g}\n", one.is_same() ? "same" : "DIFFERS",
                        printable(one.datapoint), one.now, one.before);
  }
  const auto same = std::count_if(replayed.begin(), replayed.end(),
                                  [](const ReplayedFinding& one) { return one.is_same(); });
  return text + fmt::format("{} of {} findings have their score again\n", same, replayed.size());
}

std::vector<ReplayedFinding> replay(const definition::Definition& definition,
                                    pipeline::EvaluateOptions run, const ParsedOptions& options) {
  const pipeline::PastRun past = pipeline::read_past_run(*options.text("replay"));
  const stress::Catalogue catalogue;
  ChosenDomains domains(definition, catalogue, past.severity);
  const pipeline::DomainOf domain_of = [&](const std::string& name) -> const stress::Domain& {
    return domains.of(name);
  };
  const pipeline::ReplayRequest request{
      definition, item_of_run(definition.models, past.model, "model"),
      item_of_run(definition.datasets, past.dataset, "data set"), past, domain_of};
  ProgressBar bar(progress_style(!options.has("no-progress")), past.model);
  run.progress = bar.updates();
  return replay_findings(request, run);
}

}  // namespace

int replay_and_print(const definition::Definition& definition, pipeline::EvaluateOptions run,
                     const ParsedOptions& options) {
  require_nothing_besides(options);
  const auto replayed = replay(definition, std::move(run), options);
  print(text_of(replayed));
  const bool all_same = std::all_of(replayed.begin(), replayed.end(),
                                    [](const ReplayedFinding& one) { return one.is_same(); });
  return static_cast<int>(all_same ? ExitCode::pass : ExitCode::gate_failed);
}

}  // namespace assay::runner
