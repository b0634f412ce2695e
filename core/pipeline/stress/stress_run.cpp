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
#include "core/pipeline/stress/search_stage.hpp"
#include "core/pipeline/stress/stress_summary.hpp"
#include "core/report/stress_summary.hpp"
#include "core/stress/domain/transform.hpp"

namespace assay::pipeline {
namespace {

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
  return identity;
}

std::vector<Trial> baseline_trials(const RunInput& input) {
  std::vector<Trial> trials;
  for (std::size_t i = 0; i < input.total; ++i) trials.push_back({i, std::nullopt, 0});
  return trials;
}

/// The judge with what happened to the places of things.
JudgeTrial judge_of(const stress::Judge& judge, const RunInput& input,
                    const StressRequest& request) {
  return [&judge, &input, &request](const Trial& trial, const predict::Outcome& outcome) {
    const predict::Prediction* prediction = outcome.prediction();
    if (prediction == nullptr) return stress::crash_damage();
    const image::Size size{outcome.image.width, outcome.image.height};
    const std::string& id = input.dataset.datapoints.at(trial.datapoint).id;
    const stress::Datapoint datapoint{
        {{}, size, image::PixelFormat::rgb}, id, request.seed, trial.draw};
    const stress::Motion motion =
        trial.point ? motion_at(request.domain, *trial.point, datapoint) : stress::Motion();
    return judge.damage({trial.datapoint, motion, size, *prediction});
  };
}

std::vector<std::size_t> at_stake(const stress::Judge& judge, const RunInput& input) {
  std::vector<std::size_t> datapoints;
  for (std::size_t i = 0; i < input.total; ++i) {
    if (judge.can_lose(i)) datapoints.push_back(i);
  }
  return datapoints;
}

std::vector<JudgedTrial> search(TrialRunner& runner, const stress::Judge& judge,
                                const RunInput& input, const StressRequest& request) {
  const JudgeTrial judge_trial = judge_of(judge, input, request);
  const std::vector<std::size_t> datapoints = at_stake(judge, input);
  if (datapoints.empty()) return {};
  const std::size_t left = request.budget - runner.submitted();
  stress::SearchSetting setting{space_of(request.domain), {}, request.seed, left};
  for (const std::size_t i : datapoints) {
    setting.images.push_back(input.dataset.datapoints[i].id);
  }
  const auto searcher = stress::make_search(request.search, setting);
  return run_search(*searcher,
                    {runner, request.domain, judge_trial, datapoints, request.min_score, left});
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
  RunExtent extent(options.limit);
  extent.outlines = true;
  const RunInput input = prepare_run(definition, model, dataset, extent);
  check_budget(input, request);
  for (const std::string& warning : warnings_about(input)) log::warn("pipeline", warning);
  const RunIdentity identity = stress_identity(input, request, options);
  const Supervision& supervision = options.supervision;
  const RunDirectory directory(options.directory, options.resume,
                               {supervision.inherited_lock, supervision.lock_keeper});

  TrialRunner runner(
      {input, request.domain, request.seed, request.budget, options, directory, identity});
  runner.submit(baseline_trials(input));
  const std::vector<predict::Outcome> baseline = runner.collect(input.total);
  const MadeJudge made = make_judge(input, baseline, request.rules);
  const std::vector<JudgedTrial> trials = search(runner, *made.judge, input, request);
  runner.finish();

  report::StressResults results = summarise({input, request, baseline, made, trials});
  results.device = devices_of(input, options);
  results.predictions = runner.submitted();
  directory.write("summary.json", report::stress_summary_json(results));
  if (runner.predicted() != 0) {
    write_telemetry({0, runner.seconds(), runner.predicted()}, directory);
  }
  return results;
}

}  // namespace assay::pipeline
