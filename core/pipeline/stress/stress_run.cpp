// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/stress/stress_run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/base/digest.hpp"
#include "core/base/error.hpp"
#include "core/base/log.hpp"
#include "core/pipeline/image_loader.hpp"
#include "core/pipeline/journal.hpp"
#include "core/pipeline/model_start.hpp"
#include "core/pipeline/predict_run.hpp"
#include "core/pipeline/publish.hpp"
#include "core/pipeline/run_directory.hpp"
#include "core/pipeline/stress/export_findings.hpp"
#include "core/pipeline/stress/picture_pairs.hpp"
#include "core/pipeline/stress/robustness.hpp"
#include "core/pipeline/stress/samples.hpp"
#include "core/pipeline/stress/search_stage.hpp"
#include "core/pipeline/stress/shares.hpp"
#include "core/pipeline/stress/stress_gates.hpp"
#include "core/pipeline/stress/stress_summary.hpp"
#include "core/pipeline/stress/trial_judge.hpp"
#include "core/report/junit.hpp"
#include "core/report/stress_html.hpp"
#include "core/report/stress_summary.hpp"

namespace assay::pipeline {
namespace {

using definition::Oracle;

std::string name_of(Purpose purpose) {
  return purpose == Purpose::everything ? "everything"
         : purpose == Purpose::search   ? "search"
                                        : "gate";
}

RunIdentity stress_identity(const RunInput& input, const StressRequest& request,
                            const EvaluateOptions& options) {
  RunIdentity identity = run_identity(input, options, "stress");
  const JudgeRules& rules = request.rules;
  identity.emplace_back("domain", request.domain.name());
  identity.emplace_back("severity", request.severity ? fmt::format("{}", *request.severity) : "");
  identity.emplace_back("domain_text", sha256(description_of(request.domain)));
  identity.emplace_back("search", request.search);
  identity.emplace_back("score", rules.score);
  identity.emplace_back("oracle", name_of(rules.oracle));
  identity.emplace_back("threshold", rules.threshold ? fmt::format("{}", *rules.threshold) : "");
  identity.emplace_back("min_score", fmt::format("{}", request.min_score));
  identity.emplace_back("seed", fmt::format("{}", request.seed));
  identity.emplace_back("budget", fmt::format("{}", request.budget));
  identity.emplace_back("purpose", name_of(request.purpose));
  return identity;
}

/// Of gates "failure_probability at most ...", the least.
double limit_of(const definition::Definition& definition) {
  std::optional<double> limit;
  for (const definition::Gate& gate : definition.gates) {
    if (gate.metric != kFailureProbability || !gate.maximum) continue;
    limit = std::min(limit.value_or(*gate.maximum), *gate.maximum);
  }
  if (limit && *limit > 0 && *limit < 1) return *limit;
  throw Error(ErrorKind::usage,
              fmt::format("--decide decides a gate, such as {{metric: {}, max: 0.1}}, which the "
                          "definition has not",
                          kFailureProbability));
}

/// Datapoints that can be transformed: those whose answer could become worse, and, where metrics of
/// all are measured, the others that have one.
Subject subject_of(const StressRequest& request, const RunInput& input, const stress::Judge& judge,
                   const std::vector<predict::Outcome>& baseline) {
  Subject subject{request.domain, input, {}, request.seed};
  for (std::size_t i = 0; i < baseline.size(); ++i) {
    if (!can_be_transformed(baseline[i])) continue;
    if (judge.can_lose(i)) {
      subject.datapoints.push_back(i);
    } else if (measures_robustness(input, request) && baseline[i].prediction() != nullptr) {
      subject.others.push_back(i);
    }
  }
  return subject;
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
  if (request.purpose == Purpose::gate) {
    evidence.sample = sample_until_decided(laboratory, subject, limit_of(subject.input.definition),
                                           left(), evidence.searched);
    evidence.reproducers = shrink(laboratory, subject, evidence.all(), 0, evidence.reducing);
    return evidence;
  }
  Shares shares;
  if (request.purpose == Purpose::everything) {
    shares = plan_shares(left(), request.domain, subject.datapoints.size());
  }
  evidence.sample = draw_sample(laboratory, subject, shares.sample, evidence.unstaked);
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
  if (request.purpose == Purpose::gate) (void)limit_of(definition);
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
  PictureCache pictures(input.dataset, decode_rules(input.dataset_spec),
                        decode_limits(input.dataset_spec), kPictureBytes);
  TrialRunner runner({input, request.domain, request.seed, request.budget, options, directory,
                      identity, pictures});
  runner.submit(baseline_trials(input));
  const std::vector<predict::Outcome> baseline = runner.collect(input.total);
  const MadeJudge made = make_judge(input, baseline, request.rules);
  const JudgeTrial judge = trial_judge(*made.judge, {input, request.domain, request.seed});
  const Subject subject = subject_of(request, input, *made.judge, baseline);
  const Evidence evidence = gather({runner, judge, request.min_score}, subject, request);
  runner.finish();

  const StressOutcome outcome{input, request, baseline, made, evidence, runner.incidents()};
  const JournalReader journal(
      directory.journal(), directory.fields(),
      open_journal(directory.journal(), journal_header(identity), request.budget));
  report::StressResults results = summarise(outcome, measure_robustness(outcome, journal));
  export_pictures(outcome, pictures, directory, results);
  results.device = devices_of(input, options);
  results.predictions = runner.submitted();
  directory.write("findings.jsonl", report::finding_lines(results.findings));
  directory.write("junit.xml", report::junit_xml(results));
  directory.write("report.html",
                  report::stress_html(results, picture_pairs(outcome, journal, pictures)));
  directory.write("summary.json", report::stress_summary_json(results));
  if (runner.predicted() != 0) {
    write_telemetry({0, runner.seconds(), runner.predicted(), runner.transform_cpu_seconds()},
                    directory);
  }
  return results;
}

}  // namespace assay::pipeline
