// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/stress/compare_answer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <numeric>
#include <utility>

#include "core/evaluation/image_classification.hpp"
#include "core/pipeline/comparisons.hpp"
#include "core/report/label_pictures.hpp"
#include "core/stress/annotation/move_classes.hpp"
#include "core/stress/score/value_judge.hpp"

namespace assay::pipeline {
namespace {

using definition::Oracle;
using definition::ProblemType;
using stress::Answer;
using stress::InstanceKind;

/// "" of a class that the data set does not have.
std::string name_in(const dataset::Dataset& dataset, std::int64_t category) {
  const auto index = static_cast<std::size_t>(category);
  return category < 0 || index >= dataset.categories.size() ? "" : dataset.categories[index].name;
}

void set_box(const stress::Box& box, report::Object& object) {
  object.x = box.x1;
  object.y = box.y1;
  object.width = box.x2 - box.x1;
  object.height = box.y2 - box.y1;
}

/// Of a box that is known but for a range, the middle.
stress::Box middle_of(const stress::BoxRange& range) {
  const stress::Box& a = range.outer;
  const stress::Box& b = range.inner;
  return {(a.x1 + b.x1) / 2, (a.y1 + b.y1) / 2, (a.x2 + b.x2) / 2, (a.y2 + b.y2) / 2};
}

report::Object true_object(const stress::Object& object, const dataset::Dataset& dataset,
                           InstanceKind kind, image::Size size) {
  report::Object drawn;
  set_box(middle_of(object.box), drawn);
  drawn.class_name = name_in(dataset, object.category_id);
  if (kind == InstanceKind::masks) {
    drawn.mask = stress::mask_of(object, size).value_or(image::RunLengths());
  }
  if (kind == InstanceKind::keypoints) {
    for (const stress::Keypoint& point : object.keypoints) {
      drawn.keypoints.push_back({point.x, point.y, labelled_state(point.visibility)});
    }
  }
  return drawn;
}

report::Object predicted_object(const stress::Detected& detected, const dataset::Dataset& dataset) {
  report::Object drawn;
  set_box(detected.box, drawn);
  if (detected.category) drawn.class_name = dataset.categories.at(*detected.category).name;
  drawn.score = detected.score;
  drawn.mask = detected.mask;
  const std::vector<double>& points = detected.keypoints;
  for (std::size_t i = 0; i + 2 < points.size(); i += 3) {
    drawn.keypoints.push_back(
        {points[i], points[i + 1], predicted_state(points[i], points[i + 1], points[i + 2])});
  }
  return drawn;
}

void count_matches(const stress::Scene& scene, const std::vector<stress::Detected>& detected,
                   const stress::InstanceRules& rules, report::ObjectComparison& objects) {
  using Role = stress::InstanceMatch::Role;
  const auto matched = match(scene, detected, {{rules.kind, rules.sigmas}, rules.enough});
  for (const Role role : matched.roles) {
    objects.true_positives += role == Role::found ? 1U : 0U;
    objects.false_positives += role == Role::of_nothing ? 1U : 0U;
  }
  for (std::size_t i = 0; i < scene.objects.size(); ++i) {
    if (!scene.objects[i].ignored && !matched.found_by[i]) ++objects.false_negatives;
  }
}

report::ObjectComparison compare_objects(const Answer& answer, const InstanceReferences& right,
                                         const RunInput& input) {
  const stress::InstanceRules& rules = right.rules;
  const stress::Scene scene =
      scene_after(right.images.at(answer.datapoint), answer.motion, answer.size, rules);
  auto detected =
      detected_in(answer.prediction, rules.kind, input.classes, answer.size, rules.sigmas.size());
  std::erase_if(detected, [&](const auto& one) { return one.score < rules.threshold; });
  report::ObjectComparison objects;
  count_matches(scene, detected, rules, objects);
  for (const stress::Object& object : scene.objects) {
    if (object.ignored) continue;
    objects.truth.push_back(true_object(object, input.dataset, rules.kind, answer.size));
  }
  for (const stress::Detected& one : detected) {
    objects.predicted.push_back(predicted_object(one, input.dataset));
  }
  return objects;
}

CompareAnswer of_objects(const RunInput& input, Baseline baseline, const JudgeRules& rules) {
  const auto right =
      std::make_shared<InstanceReferences>(instance_references(input, baseline, rules));
  return [&input, right](const Answer& answer) -> ComparedAnswer {
    return {compare_objects(answer, *right, input)};
  };
}

CompareAnswer of_classes(const RunInput& input, Baseline baseline, Oracle oracle) {
  const auto right = std::make_shared<std::vector<stress::ReferenceClass>>(
      class_references(input, baseline, oracle));
  return [&input, right](const Answer& answer) -> ComparedAnswer {
    const std::size_t truth = right->at(answer.datapoint).category;
    return {compare_classes(input.dataset.categories.at(truth).name,
                            evaluation::rank_classes(answer.prediction, input.classes, 1))};
  };
}

CompareAnswer of_pixels(const RunInput& input, Baseline baseline, Oracle oracle) {
  return [&input, truth_of = classes_of_pixels(input, baseline, oracle)](
             const Answer& answer) -> ComparedAnswer {
    const evaluation::TrueClasses truth = truth_of(answer.datapoint);
    const predict::ImageSize size{answer.size.width, answer.size.height};
    const auto said = evaluation::predicted_classes(answer.prediction, input.classes, size);
    if (!said) return {{}, "no map of classes"};
    stress::Workspace workspace;
    const auto moved = stress::seen_classes(truth.classes, truth.size, answer.motion, workspace);
    std::vector<std::size_t> ranks(input.dataset.categories.size());
    std::iota(ranks.begin(), ranks.end(), std::size_t{0});
    const auto iou = stress::mean_iou(moved, *said);
    return {report::draw_labels({answer.size, *said, moved}, {input.dataset.categories, ranks}),
            iou ? fmt::format("mean IoU {:.3f}", *iou) : ""};
  };
}

/// Data without annotations does not name its numbers.
std::vector<std::string> names_of(const dataset::Dataset& dataset, std::size_t count) {
  const auto* truth = std::get_if<dataset::RegressionTruth>(&dataset.truth);
  if (truth != nullptr && truth->names.size() == count) return truth->names;
  std::vector<std::string> names;
  for (std::size_t i = 1; i <= count; ++i) names.push_back(fmt::format("number {}", i));
  return names;
}

CompareAnswer of_numbers(const RunInput& input, Baseline baseline, Oracle oracle) {
  return [&input,
          right = right_numbers(input, baseline, oracle)](const Answer& answer) -> ComparedAnswer {
    std::vector<double> said = stress::regressed_numbers(answer.prediction);
    if (said.size() != right.names) return {{}, fmt::format("{} numbers", said.size())};
    return {{},
            compare_numbers(
                names_of(input.dataset, right.names), said,
                std::span(right.values).subspan(answer.datapoint * right.names, right.names))};
  };
}

CompareAnswer of_pictures(const RunInput& input, Baseline baseline, Oracle oracle) {
  return [target_of = targets_of(input, baseline, oracle)](const Answer& answer) -> ComparedAnswer {
    const auto returned = evaluation::returned_image(answer.prediction);
    if (!returned) return {{}, "no image returned"};
    evaluation::TargetPixels target = target_of(answer.datapoint, returned->format);
    target.values = stress::moved_target(target, returned->format, warps_of(answer.motion));
    return {compare_pictures(*returned, target)};
  };
}

}  // namespace

CompareAnswer make_comparison(const RunInput& input, Baseline baseline, const JudgeRules& rules) {
  switch (input.definition.project.problem_type) {
    case ProblemType::classification:
      return of_classes(input, baseline, rules.oracle);
    case ProblemType::object_detection:
    case ProblemType::instance_segmentation:
    case ProblemType::keypoints:
      return of_objects(input, baseline, rules);
    case ProblemType::semantic_segmentation:
      return of_pixels(input, baseline, rules.oracle);
    case ProblemType::image_regression:
      return of_numbers(input, baseline, rules.oracle);
    case ProblemType::output_image:
      return of_pictures(input, baseline, rules.oracle);
    case ProblemType::custom:
      break;
  }
  return [](const Answer&) { return ComparedAnswer(); };
}

}  // namespace assay::pipeline
