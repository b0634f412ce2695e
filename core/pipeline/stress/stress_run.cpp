// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/stress/stress_run.hpp"

#include <fmt/format.h>

#include <utility>

#include "core/base/digest.hpp"
#include "core/base/error.hpp"
#include "core/base/log.hpp"
#include "core/pipeline/model_start.hpp"
#include "core/pipeline/predict_run.hpp"
#include "core/pipeline/publish.hpp"
#include "core/pipeline/run_directory.hpp"
#include "core/pipeline/stress/export_findings.hpp"
#include "core/pipeline/stress/samples.hpp"
#include "core/pipeline/stress/search_stage.hpp"
#include "core/pipeline/stress/shares.hpp"
#include "core/pipeline/stress/stress_gates.hpp"
#include "core/pipeline/stress/stress_summary.hpp"
#include "core/pipeline/stress/trial_judge.hpp"
#include "core/report/stress_summary.hpp"

namespace assay::pipeline {
namespace {

using definition::Oracle;

RunIdentity stress_identity(const RunInput& input, const StressRequest& request,
                            const EvaluateOptions& options) {
  RunIdentity identity = run_identity(input, options, "stress");
  const JudgeRules& rules = request.rules;
  identity.emplace_back("domain", request.domain.name());
  identity.emplace_back("domain_text", sha256(description_of(request.domain)));
  identity.emplace_back("search", request.search);
  identity.emplace_back("score", rules.score);
  identity.emplace_back("oracle", rules.oracle == Oracle::truth ? "truth" : "baseline");
  identity.emplace_back("threshold", rules.threshold ? fmt::format("{}", *rules.threshold) : "");
  identity.emplace_back("min_score", fmt::format("{}", request.min_score));
  identity.emplace_back("seed", fmt::format("{}", request.seed));
  identity.emplace_back("budget", fmt::format("{}", request.budget));
  if (request.search_alone) identity.emplace_back("search_alone", "true");
  return identity;
}

/// Those whose answer could become worse, and that can be transformed.
std::vector<std::size_t> at_stake(const stress::Judge& judge,
                                  const std::vector<predict::Outcome>& baseline) {
  std::vector<std::size_t> datapoints;
  for (std::size_t i = 0; i < baseline.size(); ++i) {
    if (judge.can_lose(i) && can_be_transformed(baseline[i])) datapoints.push_back(i);
  }
  return datapoints;
}

/// So many trials at most, of which some are kept back for reproducers.
struct SearchBudget {
  std::size_t trials = 0;
  std::size_t kept = 0;
};

std::vector<JudgedTrial> search(const Laboratory& laboratory, const Subject& subject,
                                const std::string& name, const SearchBudget& budget,
                                const Evidence& before) {
  stress::SearchSetting setting{space_of(subject.domain), {}, subject.seed, budget.trials};
  for (const std::size_t i : subject.datapoints) {
    setting.images.push_back(subject.input.dataset.datapoints[i].id);
  }
  const auto searcher = stress::make_search(name, setting);
  SearchStage stage{laboratory,
                    subject.domain,
                    subject.datapoints,
                    budget.trials,
                    kTypicalReproducer,
                    budget.kept,
                    {}};
  for (const JudgedTrial* trial : before.all()) {
    if (trial->failed) stage.broken.insert(trial->trial.datapoint);
  }
  return run_search(*searcher, stage);
}

/// All but the images themselves. The sample comes first, so that nothing has chosen it.
Evidence gather(const Laboratory& laboratory, const Subject& subject,
                const StressRequest& request) {
  Evidence evidence;
  if (subject.datapoints.empty()) return evidence;
  const auto left = [&] { return request.budget - laboratory.runner.submitted(); };
  Shares shares;
  if (!request.search_alone) {
    shares = plan_shares(left(), request.domain, subject.datapoints.size());
  }
  evidence.sample = draw_sample(laboratory, subject, shares.sample);
  if (shares.attribution > 0) {
    evidence.attribution =
        attribute_axes(laboratory, subject, shares.attribution, evidence.designed);
  }
  evidence.boundaries = find_boundaries(laboratory, subject, shares.boundaries, evidence.bounding);
  evidence.searched =
      search(laboratory, subject, request.search, {left(), shares.reproducers}, evidence);
  evidence.reproducers = shrink(laboratory, subject, evidence.all(), left(), evidence.reducing);
  return evidence;
}

void check_budget(const RunInput& input, const StressRequest& request) {
  if (request.budget > input.total) return;
  throw Error(ErrorKind::usage,
              fmt::format("the budget of {} predictions is not more than the {} datapoints, which "
                          "are predicted as they are first; give a larger --budget or a --limit",
                          request.budget, input.total));
}

}  // namespace

report::StressResults stress_test(const definition::Definition& definition,
                                  const definition::Model& model,
                                  const definition::Dataset& dataset, const StressRequest& request,
                                  const EvaluateOptions& options) {
  const auto unfit = unfit_score(request.rules.score, definition.project.problem_type);
  if (unfit) throw Error(ErrorKind::usage, *unfit);
  RunExtent extent(options.limit);
  extent.outlines = true;
  extent.truth = request.rules.oracle == Oracle::truth;
  const RunInput input = prepare_run(definition, model, dataset, extent);
  check_budget(input, request);
  for (const std::string& warning : warnings_about(input)) log::warn("pipeline", warning);
  const RunIdentity identity = stress_identity(input, request, options);
  const Supervision& supervision = options.supervision;
  const RunDirectory directory(options.directory, options.resume,
                               {supervision.inherited_lock, supervision.lock_keeper});

  if (directory.begun()) directory.identify(identity, {});
  TrialRunner runner(
      {input, request.domain, request.seed, request.budget, options, directory, identity});
  runner.submit(baseline_trials(input));
  const std::vector<predict::Outcome> baseline = runner.collect(input.total);
  const MadeJudge made = make_judge(input, baseline, request.rules);
  const JudgeTrial judge = trial_judge(*made.judge, {input, request.domain, request.seed});
  const Subject subject{request.domain, input, at_stake(*made.judge, baseline), request.seed};
  const Evidence evidence = gather({runner, judge, request.min_score}, subject, request);
  runner.finish();

  const StressOutcome outcome{input, request, baseline, made, evidence, runner.incidents()};
  report::StressResults results = summarise(outcome);
  export_pictures(outcome, directory, results);
  results.device = devices_of(input, options);
  results.predictions = runner.submitted();
  directory.write("findings.jsonl", report::finding_lines(results.findings));
  directory.write("summary.json", report::stress_summary_json(results));
  if (runner.predicted() != 0) {
    write_telemetry({0, runner.seconds(), runner.predicted()}, directory);
  }
  return results;
}

}  // namespace assay::pipeline
