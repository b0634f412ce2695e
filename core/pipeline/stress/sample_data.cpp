// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/stress/sample_data.hpp"

#include <fmt/format.h>

#include <utility>

#include "core/dataset/convert/content.hpp"
#include "core/pipeline/enhance/moved_content.hpp"
#include "core/pipeline/stress/trial_judge.hpp"
#include "core/stress/annotation/label_objects.hpp"
#include "core/stress/annotation/objects_of.hpp"

namespace assay::pipeline {
namespace {

using Trials = std::span<const JudgedTrial* const>;

/// Everything but the truth.
dataset::Dataset without_truth(const dataset::Dataset& source, Trials trials) {
  dataset::Dataset data;
  data.name = source.name;
  data.categories = source.categories;
  data.ids_are_class_indices = source.ids_are_class_indices;
  for (const JudgedTrial* trial : trials) {
    data.datapoints.push_back({fmt::format("trial {}", trial->number),
                               static_cast<std::int64_t>(data.datapoints.size()),
                               {}});
  }
  return data;
}

dataset::ClassTruth classes_of(const dataset::ClassTruth& truth, Trials trials) {
  dataset::ClassTruth classes{{}, truth.ids_are_class_indices};
  for (const JudgedTrial* trial : trials) {
    classes.classes.push_back(truth.classes.at(trial->trial.datapoint));
  }
  return classes;
}

dataset::RegressionTruth numbers_of(const dataset::RegressionTruth& truth, Trials trials) {
  dataset::RegressionTruth numbers{truth.names, {}};
  const std::size_t count = truth.names.size();
  for (const JudgedTrial* trial : trials) {
    const auto first =
        truth.values.begin() + static_cast<std::ptrdiff_t>(trial->trial.datapoint * count);
    numbers.values.insert(numbers.values.end(), first, first + static_cast<std::ptrdiff_t>(count));
  }
  return numbers;
}

/// As an enhanced data set would have them.
dataset::Dataset objects_of(const StressOutcome& outcome, Trials trials,
                            std::span<const predict::Outcome> answers) {
  const RunInput& input = outcome.input;
  SourceData source{input.dataset_spec, input.definition.project.problem_type, {}, {}};
  source.objects.emplace();
  source.objects->dataset = input.dataset;
  source.objects->images.resize(input.dataset.datapoints.size());
  const auto objects = stress::objects_of(input.dataset, input.total);
  std::vector<Copy> copies;
  MadeCopies made;
  stress::Workspace workspace;
  const JudgedDomain of{input, outcome.request.domain, outcome.request.seed};
  for (std::size_t i = 0; i < trials.size(); ++i) {
    const Trial& trial = trials[i]->trial;
    const image::Size size{answers[i].image.width, answers[i].image.height};
    const stress::Motion motion = motion_of(of, trial, size);
    std::vector<stress::Object> seen = objects[trial.datapoint];
    const std::size_t dropped = drop_unfit_masks(seen, size);
    copies.push_back({trial.datapoint, &outcome.request.domain, *trial.point, outcome.request.seed,
                      trial.draw, std::nullopt, fmt::format("trial {}", trials[i]->number)});
    made.copies.push_back(
        MadeCopy{size, label_objects(seen, motion, size, {}, workspace), dropped});
  }
  dataset::convert::Losses losses;
  return moved_content(source, copies, made, dataset::convert::Target::coco, losses).dataset;
}

}  // namespace

dataset::Dataset sample_data(const StressOutcome& outcome, Trials trials,
                             std::span<const predict::Outcome> answers) {
  const dataset::Dataset& source = outcome.input.dataset;
  if (std::holds_alternative<dataset::InstanceTruth>(source.truth)) {
    return objects_of(outcome, trials, answers);
  }
  dataset::Dataset data = without_truth(source, trials);
  if (const auto* classes = std::get_if<dataset::ClassTruth>(&source.truth)) {
    data.truth = classes_of(*classes, trials);
  } else if (const auto* numbers = std::get_if<dataset::RegressionTruth>(&source.truth)) {
    data.truth = numbers_of(*numbers, trials);
  }
  return data;
}

}  // namespace assay::pipeline
