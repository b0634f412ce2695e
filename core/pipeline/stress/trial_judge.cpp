// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/stress/trial_judge.hpp"

#include "core/stress/domain/transform.hpp"

namespace assay::pipeline {

std::vector<Trial> baseline_trials(const RunInput& input) {
  std::vector<Trial> trials;
  for (std::size_t i = 0; i < input.total; ++i) trials.push_back({i, std::nullopt, 0});
  return trials;
}

stress::Motion motion_of(const JudgedDomain& of, const Trial& trial, image::Size size) {
  if (!trial.point) return {};
  const std::string& id = of.input.dataset.datapoints.at(trial.datapoint).id;
  return motion_at(of.domain, *trial.point,
                   {{{}, size, image::PixelFormat::rgb}, id, of.seed, trial.draw});
}

JudgeTrial trial_judge(const stress::Judge& judge, const JudgedDomain& of) {
  return [&judge, of](const Trial& trial, const predict::Outcome& outcome) {
    const predict::Prediction* prediction = outcome.prediction();
    if (prediction == nullptr) return stress::crash_damage();
    const image::Size size{outcome.image.width, outcome.image.height};
    const stress::Motion motion = motion_of(of, trial, size);
    return judge.damage({trial.datapoint, motion, size, *prediction});
  };
}

}  // namespace assay::pipeline
