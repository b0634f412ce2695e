// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/stress/replay_run.hpp"
#include "core/pipeline/image_loader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <utility>

#include "core/base/digest.hpp"
#include "core/base/error.hpp"
#include "core/pipeline/predict_run.hpp"
#include "core/pipeline/run_directory.hpp"
#include "core/pipeline/stress/trial_judge.hpp"

namespace assay::pipeline {
namespace {

constexpr double kSame = 1e-6;

RunIdentity replay_identity(const RunInput& input, const PastRun& past, const Copy& first,
                            const EvaluateOptions& options) {
  const JudgeRules& rules = past.rules;
  RunIdentity identity = run_identity(input, options, "stress --replay");
  identity.emplace_back("findings", sha256_of_file(past.findings()));
  identity.emplace_back("domain_text", sha256(description_of(*first.domain)));
  identity.emplace_back("score", rules.score);
  identity.emplace_back("oracle", name_of(rules.oracle));
  identity.emplace_back("threshold", rules.threshold ? fmt::format("{}", *rules.threshold) : "");
  return identity;
}

/// A run has one domain and one seed.
void require_one_run(const std::vector<Copy>& findings, const PastRun& past) {
  const bool alike = std::all_of(findings.begin(), findings.end(), [&](const Copy& finding) {
    return finding.domain == findings.front().domain && finding.seed == findings.front().seed;
  });
  if (alike) return;
  throw Error(ErrorKind::dataset,
              fmt::format("{} has findings of several domains or seeds; replay each run by itself",
                          past.findings().string()));
}

std::vector<Trial> trials_of(const std::vector<Copy>& findings) {
  std::vector<Trial> trials;
  for (const Copy& finding : findings) {
    trials.push_back({finding.datapoint, finding.point, finding.draw});
  }
  return trials;
}

/// The runner has not begun.
std::vector<JudgedTrial> judge_findings(TrialRunner& runner, const RunInput& input,
                                        const std::vector<Copy>& findings,
                                        const JudgeRules& rules) {
  runner.submit(baseline_trials(input));
  const std::vector<predict::Outcome> baseline = runner.collect(input.total);
  const MadeJudge made = make_judge(input, baseline, rules);
  const Copy& first = findings.front();
  const JudgeTrial judge = trial_judge(*made.judge, {input, *first.domain, first.seed});
  auto judged = make_trials({runner, judge}, trials_of(findings));
  runner.finish();
  return judged;
}

std::vector<ReplayedFinding> compared(const std::vector<Copy>& findings,
                                      const std::vector<JudgedTrial>& judged,
                                      const dataset::Dataset& dataset) {
  std::vector<ReplayedFinding> replayed;
  for (std::size_t i = 0; i < findings.size(); ++i) {
    const FoundBy& found = findings[i].finding.value();
    replayed.push_back({found.line, dataset.datapoints.at(findings[i].datapoint).id, found.score,
                        judged[i].damage.score});
  }
  return replayed;
}

std::string lines_of(const std::vector<ReplayedFinding>& replayed) {
  std::string lines;
  for (const ReplayedFinding& one : replayed) {
    const nlohmann::ordered_json json{{"finding", one.line},
                                      {"datapoint", one.datapoint},
                                      {"score", one.before},
                                      {"score_now", one.now},
                                      {"same", one.is_same()}};
    lines += json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
  }
  return lines;
}

bool has_findings(const PastRun& past) {
  std::error_code error;
  const auto bytes = std::filesystem::file_size(past.findings(), error);
  return error || bytes > 0;  // whoever reads it says what is wrong
}

}  // namespace

bool ReplayedFinding::is_same() const {
  return std::abs(now - before) <= kSame;
}

std::vector<ReplayedFinding> replay_findings(const ReplayRequest& request,
                                             const EvaluateOptions& options) {
  const PastRun& past = request.past;
  if (!has_findings(past)) return {};
  RunExtent extent(past.datapoints);
  extent.outlines = true;
  extent.truth = past.rules.oracle == definition::Oracle::truth;
  const RunInput input = prepare_run(request.definition, request.model, request.dataset, extent);
  const auto findings = copies_of_findings(past.findings(), input.dataset, request.domain_of,
                                           std::numeric_limits<std::size_t>::max());
  require_one_run(findings, past);
  const Copy& first = findings.front();
  const RunIdentity identity = replay_identity(input, past, first, options);
  const RunDirectory directory(
      options.directory, options.resume,
      {options.supervision.inherited_lock, options.supervision.lock_keeper});
  if (directory.begun()) directory.identify(identity, {});
  PictureCache pictures(input.dataset, decode_rules(input.dataset_spec),
                        decode_limits(input.dataset_spec), kPictureBytes);
  TrialRunner runner({input, *first.domain, first.seed, input.total + findings.size(), options,
                      directory, identity, pictures});
  const auto judged = judge_findings(runner, input, findings, past.rules);
  auto replayed = compared(findings, judged, input.dataset);
  directory.write("replay.jsonl", lines_of(replayed));
  return replayed;
}

}  // namespace assay::pipeline
