// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/stress/robustness.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>
#include <utility>

#include "core/pipeline/stress/sample_evaluation.hpp"
#include "core/stress/domain/point_text.hpp"

namespace assay::pipeline {
namespace {

using Trials = SampleEvaluation::Trials;

constexpr std::size_t kMostSamples = 20'000;  // answers that are in memory at once

/// Errors of AlexNet, as the benchmark's authors publish them.
struct AlexNet {
  std::string_view corruption;
  double error = 0;  // mean over the severities
};
constexpr std::array<AlexNet, 15> kAlexNet{{{"gaussian_noise", 0.886428},
                                            {"shot_noise", 0.894468},
                                            {"impulse_noise", 0.922640},
                                            {"defocus_blur", 0.819880},
                                            {"glass_blur", 0.826268},
                                            {"motion_blur", 0.785948},
                                            {"zoom_blur", 0.798360},
                                            {"snow", 0.866816},
                                            {"frost", 0.826572},
                                            {"fog", 0.819324},
                                            {"brightness", 0.564592},
                                            {"contrast", 0.853204},
                                            {"elastic_transform", 0.646056},
                                            {"pixelate", 0.717840},
                                            {"jpeg_compression", 0.606500}}};
constexpr double kAlexNetClean = 0.435;

/// In the order they were drawn in.
Trials first_of_sample(const Evidence& evidence) {
  Trials sample;
  for (const auto* part : {&evidence.sample, &evidence.unstaked}) {
    for (const JudgedTrial& trial : *part) sample.push_back(&trial);
  }
  std::sort(sample.begin(), sample.end(),
            [](const auto* a, const auto* b) { return a->number < b->number; });
  sample.resize(std::min(sample.size(), kMostSamples));
  return sample;
}

/// Which axis says which corruption it is, of a domain that has nothing else.
std::optional<std::size_t> axis_of_corruptions(const stress::Domain& domain) {
  std::size_t corrupting = 0;
  for (const stress::DomainNode& node : domain.nodes()) {
    if (node.of->name == "Corruption") {
      ++corrupting;
    } else if (node.of->category != stress::Category::common) {
      return std::nullopt;
    }
  }
  if (corrupting != 1) return std::nullopt;
  for (std::size_t i = 0; i < domain.axes().size(); ++i) {
    if (domain.axes()[i].facts->name == "corruption") return i;
  }
  return std::nullopt;
}

std::optional<double> mean(const std::vector<report::CorruptionResult>& results) {
  double sum = 0;
  for (const report::CorruptionResult& one : results) {
    if (!one.value) return std::nullopt;
    sum += *one.value;
  }
  return sum / static_cast<double>(results.size());
}

/// `robustness` has the corruptions, of which the values are shares of right answers.
void compare_with_alexnet(double clean, report::Robustness& robustness) {
  double errors = 0;
  double relative = 0;
  for (const AlexNet& alexnet : kAlexNet) {
    const auto found = std::find_if(
        robustness.corruptions.begin(), robustness.corruptions.end(),
        [&](const report::CorruptionResult& one) { return one.name == alexnet.corruption; });
    if (found == robustness.corruptions.end() || !found->value) return;
    errors += (1 - *found->value) / alexnet.error;
    relative += (clean - *found->value) / (alexnet.error - kAlexNetClean);
  }
  robustness.mce = errors / kAlexNet.size();
  robustness.relative_mce = relative / kAlexNet.size();
}

void measure_corruptions(const StressOutcome& outcome, const Trials& sample,
                         const SampleEvaluation& evaluation, report::Robustness& robustness) {
  const auto axis = axis_of_corruptions(outcome.request.domain);
  if (!axis) return;
  std::map<std::string, Trials> of_corruption;
  for (const JudgedTrial* trial : sample) {
    of_corruption[stress::text_of((*trial->trial.point)[*axis])].push_back(trial);
  }
  const auto& choices = outcome.request.domain.axes()[*axis].choices;
  if (of_corruption.size() < choices.size()) return;
  for (const stress::AxisValue& choice : choices) {
    const std::string name = stress::text_of(choice);
    const Trials& trials = of_corruption.at(name);
    robustness.corruptions.push_back(
        {name, trials.size(), evaluation.metrics(trials).front().value});
  }
  robustness.mpc = mean(robustness.corruptions);
  const auto& clean = robustness.metrics.front().clean;
  if (robustness.mpc && clean && *clean > 0) robustness.rpc = *robustness.mpc / *clean;
  const bool classifies =
      outcome.input.definition.project.problem_type == definition::ProblemType::classification;
  if (classifies && clean) compare_with_alexnet(*clean, robustness);
}

}  // namespace

bool measures_robustness(const RunInput& input, const StressRequest& request) {
  return input.definition.project.problem_type != definition::ProblemType::custom &&
         request.rules.oracle == definition::Oracle::truth &&
         request.purpose == Purpose::everything;
}

report::Robustness measure_robustness(const StressOutcome& outcome, const JournalReader& journal) {
  report::Robustness robustness;
  if (!measures_robustness(outcome.input, outcome.request)) return robustness;
  const Trials sample = first_of_sample(outcome.evidence);
  if (sample.empty()) return robustness;
  const SampleEvaluation evaluation(outcome, journal);
  const evaluation::Summary clean = evaluation.clean();
  const evaluation::Summary transformed = evaluation.metrics(sample);
  robustness.samples = sample.size();
  for (std::size_t i = 0; i < std::min(clean.size(), transformed.size()); ++i) {
    robustness.metrics.push_back({clean[i].name, clean[i].value, transformed[i].value});
  }
  if (!robustness.metrics.empty()) measure_corruptions(outcome, sample, evaluation, robustness);
  return robustness;
}

}  // namespace assay::pipeline
