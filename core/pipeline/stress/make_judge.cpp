// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/stress/make_judge.hpp"

#include <fmt/format.h>

#include <utility>

#include "core/base/check.hpp"
#include "core/stress/score/efemarai_judge.hpp"
#include "core/stress/score/value_judge.hpp"

namespace assay::pipeline {
namespace {

using definition::Oracle;
using definition::ProblemType;

MadeJudge judge_instances(const RunInput& input, Baseline baseline, const JudgeRules& rules) {
  InstanceReferences right = instance_references(input, baseline, rules);
  const double threshold = right.rules.threshold;
  if (rules.score == "efemarai") {
    return {std::make_unique<stress::EfemaraiInstanceJudge>(std::move(right.images), input.classes,
                                                            right.rules),
            threshold};
  }
  return {
      std::make_unique<stress::InstanceJudge>(std::move(right.images), input.classes, right.rules),
      threshold};
}

MadeJudge judge_classes(const RunInput& input, Baseline baseline, const JudgeRules& rules) {
  const auto right = class_references(input, baseline, rules.oracle);
  if (rules.score == "efemarai") {
    return {std::make_unique<stress::EfemaraiClassJudge>(right, input.classes), {}};
  }
  return {std::make_unique<stress::ClassJudge>(right, input.classes), {}};
}

MadeJudge judge_values(const RunInput& input, Baseline baseline, Oracle oracle) {
  RightNumbers right = right_numbers(input, baseline, oracle);
  return {std::make_unique<stress::ValueJudge>(std::move(right.values), right.names,
                                               predictions_of(baseline)),
          {}};
}

MadeJudge judge_pictures(const RunInput& input, Baseline baseline, Oracle oracle) {
  return {std::make_unique<stress::PictureJudge>(targets_of(input, baseline, oracle),
                                                 predictions_of(baseline)),
          {}};
}

bool has_efemarai_score(ProblemType task) {
  return task == ProblemType::classification || task == ProblemType::object_detection ||
         task == ProblemType::instance_segmentation || task == ProblemType::keypoints;
}

}  // namespace

std::optional<std::string> unfit_score(const std::string& score, ProblemType task) {
  if (task == ProblemType::custom) {
    return fmt::format(
        "a stress test needs a problem type that is scored; {} is not: give "
        "project.problem_type",
        definition::name_of(task));
  }
  if (score != "efemarai" || has_efemarai_score(task)) return std::nullopt;
  return fmt::format("the score 'efemarai' is not defined for {}; take 'assay'",
                     definition::name_of(task));
}

MadeJudge make_judge(const RunInput& input, Baseline baseline, const JudgeRules& rules) {
  const ProblemType task = input.definition.project.problem_type;
  switch (task) {
    case ProblemType::classification:
      return judge_classes(input, baseline, rules);
    case ProblemType::object_detection:
    case ProblemType::instance_segmentation:
    case ProblemType::keypoints:
      return judge_instances(input, baseline, rules);
    case ProblemType::semantic_segmentation:
      return {std::make_unique<stress::PixelJudge>(classes_of_pixels(input, baseline, rules.oracle),
                                                   input.classes, predictions_of(baseline)),
              {}};
    case ProblemType::image_regression:
      return judge_values(input, baseline, rules.oracle);
    case ProblemType::output_image:
      return judge_pictures(input, baseline, rules.oracle);
    case ProblemType::custom:
      break;
  }
  ASSAY_CHECK(false);
  return {};
}

}  // namespace assay::pipeline
