// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/stress/sample_evaluation.hpp"

#include <utility>

#include "core/base/error.hpp"
#include "core/evaluation/image_to_image.hpp"
#include "core/evaluation/semantic_segmentation.hpp"
#include "core/pipeline/assess.hpp"
#include "core/pipeline/stress/references.hpp"
#include "core/pipeline/stress/sample_data.hpp"
#include "core/pipeline/stress/trial_judge.hpp"
#include "core/stress/annotation/move_classes.hpp"

namespace assay::pipeline {
namespace {

using definition::Oracle;
using definition::ProblemType;

/// Label maps and pictures: they are read, and moved, when their turn comes.
bool has_truth_in_files(const RunInput& input) {
  const ProblemType task = input.definition.project.problem_type;
  return task == ProblemType::semantic_segmentation || task == ProblemType::output_image;
}

evaluation::Summary metrics_of(const RunInput& input, std::span<const predict::Outcome> outcomes) {
  const predict::OutcomeStream stream(outcomes.size(), [&](std::size_t i) { return outcomes[i]; });
  return named_metrics(assess(input, outcomes, stream, {}).results.metrics_failed_as_empty);
}

/// What is right of trials, moved as their images were.
class MovedFiles {
 public:
  MovedFiles(const StressOutcome& outcome, const SampleEvaluation::Trials& trials)
      : outcome_(outcome),
        trials_(trials),
        classes_(classes_of_pixels(outcome.input, outcome.baseline, Oracle::truth)),
        targets_(targets_of(outcome.input, outcome.baseline, Oracle::truth)) {}

  evaluation::TrueClasses classes(std::size_t i) {
    evaluation::TrueClasses truth = classes_(trials_[i]->trial.datapoint);
    truth.classes =
        stress::seen_classes(truth.classes, truth.size, motion(i, truth.size), workspace_);
    return truth;
  }

  evaluation::TargetPixels target(std::size_t i, image::PixelFormat format) const {
    evaluation::TargetPixels target = targets_(trials_[i]->trial.datapoint, format);
    target.values = stress::moved_target(target, format, warps_of(motion(i, target.size)));
    return target;
  }

 private:
  stress::Motion motion(std::size_t i, image::Size size) const {
    const JudgedDomain of{outcome_.input, outcome_.request.domain, outcome_.request.seed};
    return motion_of(of, trials_[i]->trial, size);
  }

  const StressOutcome& outcome_;
  const SampleEvaluation::Trials& trials_;
  stress::TrueClassesOf classes_;
  stress::TargetOf targets_;
  stress::Workspace workspace_;
};

}  // namespace

evaluation::Summary SampleEvaluation::clean() const {
  return metrics_of(outcome_.input, outcome_.baseline);
}

evaluation::Summary SampleEvaluation::metrics(const Trials& trials) const {
  return has_truth_in_files(outcome_.input) ? metrics_of_files(trials) : metrics_of_data(trials);
}

std::optional<predict::Outcome> SampleEvaluation::answer(const JudgedTrial& trial,
                                                         std::size_t index) const {
  auto read = journal_.read(trial.number);
  auto* recorded = std::get_if<Recorded>(&read);
  if (recorded == nullptr) return std::nullopt;
  recorded->outcome.index = index;
  return std::move(recorded->outcome);
}

evaluation::Summary SampleEvaluation::metrics_of_data(const Trials& wanted) const {
  Trials trials;
  std::vector<predict::Outcome> answers;
  for (const JudgedTrial* trial : wanted) {
    auto read = answer(*trial, trials.size());
    if (!read) continue;
    answers.push_back(std::move(*read));
    trials.push_back(trial);
  }
  const RunInput& run = outcome_.input;
  const RunInput input{
      run.definition, run.model,      run.dataset_spec, sample_data(outcome_, trials, answers),
      run.classes,    answers.size(), run.keypoints,    run.numbers};
  return metrics_of(input, answers);
}

/// Answers are as large as images, so one at a time is in memory.
evaluation::Summary SampleEvaluation::metrics_of_files(const Trials& wanted) const {
  Trials trials;
  for (const JudgedTrial* trial : wanted) {
    if (answer(*trial, 0)) trials.push_back(trial);
  }
  const RunInput& run = outcome_.input;
  const dataset::Dataset data = sample_data(outcome_, trials, {});
  const predict::OutcomeStream answers(trials.size(), [&](std::size_t i) {
    auto read = answer(*trials[i], i);
    if (!read) throw Error(ErrorKind::io, "the journal has changed while it was read");
    return std::move(*read);
  });
  MovedFiles truth(outcome_, trials);
  if (run.definition.project.problem_type == ProblemType::semantic_segmentation) {
    const auto classes = [&](std::size_t i) { return truth.classes(i); };
    return named_metrics(
        {{"semantic",
          evaluation::evaluate_semantic(data, answers, run.classes, classes).failed_as_empty}});
  }
  const auto target = [&](std::size_t i, image::PixelFormat format) {
    return truth.target(i, format);
  };
  return named_metrics(
      {{"image", evaluation::evaluate_images(data, answers, target).failed_as_empty}});
}

}  // namespace assay::pipeline
