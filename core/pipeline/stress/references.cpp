// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/stress/references.hpp"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <utility>

#include "core/dataset/label_map.hpp"
#include "core/evaluation/image_classification.hpp"
#include "core/evaluation/keypoint_similarity.hpp"
#include "core/pipeline/target_image.hpp"
#include "core/stress/annotation/keypoint_sides.hpp"
#include "core/stress/annotation/objects_of.hpp"
#include "core/stress/score/value_judge.hpp"

namespace assay::pipeline {
namespace {

using definition::Oracle;
using definition::ProblemType;

constexpr double kUsualThreshold = 0.5;

stress::InstanceKind kind_of(ProblemType task) {
  return task == ProblemType::instance_segmentation ? stress::InstanceKind::masks
         : task == ProblemType::keypoints           ? stress::InstanceKind::keypoints
                                                    : stress::InstanceKind::boxes;
}

/// What the model found itself, taken for the truth.
stress::Object as_object(const stress::Detected& detected, std::size_t number,
                         stress::InstanceKind kind) {
  stress::Object object;
  object.annotation = number;
  object.category_id = detected.category ? static_cast<std::int64_t>(*detected.category) : -1;
  object.box = {detected.box, detected.box};
  if (kind == stress::InstanceKind::masks) object.mask = detected.mask;
  for (std::size_t i = 0; i + 2 < detected.keypoints.size(); i += 3) {
    object.keypoints.push_back({detected.keypoints[i], detected.keypoints[i + 1], 2});
  }
  return object;
}

stress::InstanceRules instance_rules(const RunInput& input) {
  stress::InstanceRules rules;
  rules.kind = kind_of(input.definition.project.problem_type);
  if (rules.kind == stress::InstanceKind::keypoints) {
    rules.sigmas = evaluation::choose_sigmas(input.keypoints, input.dataset_spec.keypoint_sigmas,
                                             "give keypoint_sigmas in the data set");
  }
  return rules;
}

std::vector<stress::ReferenceImage> reference_images(const RunInput& input, Baseline baseline,
                                                     const stress::InstanceRules& rules) {
  std::vector<stress::ReferenceImage> images;
  for (const predict::Outcome& outcome : baseline) {
    stress::ReferenceImage image;
    image.size = {outcome.image.width, outcome.image.height};
    image.predicted = outcome.prediction() != nullptr;
    if (image.predicted) {
      image.detected = detected_in(*outcome.prediction(), rules.kind, input.classes, image.size,
                                   rules.sigmas.size());
    }
    images.push_back(std::move(image));
  }
  return images;
}

void take_truth(const RunInput& input, stress::InstanceKind kind,
                std::vector<stress::ReferenceImage>& images) {
  auto objects = stress::objects_of(input.dataset, images.size());
  for (std::size_t i = 0; i < images.size(); ++i) {
    images[i].objects = std::move(objects[i]);
    drop_unfit_masks(images[i].objects, images[i].size);
    ignore_unlabelled(kind, images[i].objects);
  }
}

void take_baseline(double threshold, stress::InstanceKind kind,
                   const std::vector<dataset::Category>& categories,
                   std::vector<stress::ReferenceImage>& images) {
  for (stress::ReferenceImage& image : images) {
    for (const stress::Detected& detected : image.detected) {
      if (detected.score < threshold) break;  // by descending score
      image.objects.push_back(as_object(detected, image.objects.size(), kind));
      if (!detected.category) continue;
      stress::Object& object = image.objects.back();
      auto pairs = stress::opposite_sides(categories.at(*detected.category).keypoints);
      if (pairs.size() == object.keypoints.size()) object.opposite = std::move(pairs);
    }
  }
}

}  // namespace

Predictions predictions_of(Baseline baseline) {
  Predictions predictions;
  for (const predict::Outcome& outcome : baseline) {
    predictions.emplace_back();
    if (const predict::Prediction* prediction = outcome.prediction()) {
      predictions.back() = *prediction;
    }
  }
  return predictions;
}

InstanceReferences instance_references(const RunInput& input, Baseline baseline,
                                       const JudgeRules& rules) {
  InstanceReferences made;
  stress::InstanceRules& how = made.rules;
  how = instance_rules(input);
  made.images = reference_images(input, baseline, how);
  if (rules.oracle == Oracle::truth) {
    take_truth(input, how.kind, made.images);
    const stress::MatchRules match{{how.kind, how.sigmas}, how.enough};
    how.threshold =
        rules.threshold ? *rules.threshold : best_threshold(made.images, match, kUsualThreshold);
  } else {
    how.threshold = rules.threshold.value_or(kUsualThreshold);
    take_baseline(how.threshold, how.kind, input.dataset.categories, made.images);
  }
  return made;
}

std::vector<stress::ReferenceClass> class_references(const RunInput& input, Baseline baseline,
                                                     Oracle oracle) {
  const auto* truth = std::get_if<dataset::ClassTruth>(&input.dataset.truth);
  std::vector<stress::ReferenceClass> images;
  for (std::size_t i = 0; i < baseline.size(); ++i) {
    stress::ReferenceClass image;
    if (const predict::Prediction* prediction = baseline[i].prediction()) {
      image.prediction = *prediction;
      if (oracle == Oracle::baseline) {
        const auto first = evaluation::rank_classes(*prediction, input.classes, 1);
        const bool known = !first.empty() && first.front().category;
        if (known) image.category = *first.front().category;
        if (!known) image.prediction.reset();
      }
    }
    if (oracle == Oracle::truth) image.category = truth->classes.at(i);
    images.push_back(std::move(image));
  }
  return images;
}

stress::TrueClassesOf classes_of_pixels(const RunInput& input, Baseline baseline, Oracle oracle) {
  if (oracle == Oracle::truth) {
    return [&input](std::size_t i) {
      dataset::LabelMap map = dataset::read_label_map(input.dataset, i);
      return evaluation::TrueClasses{{map.size.width, map.size.height}, std::move(map.classes)};
    };
  }
  auto maps = std::make_shared<std::vector<evaluation::TrueClasses>>();
  for (const predict::Outcome& outcome : baseline) {
    evaluation::TrueClasses map{{outcome.image.width, outcome.image.height}, {}};
    if (outcome.prediction() != nullptr) {
      map.classes =
          evaluation::predicted_classes(*outcome.prediction(), input.classes, outcome.image)
              .value_or(std::vector<std::int32_t>());
    }
    maps->push_back(std::move(map));
  }
  return [maps](std::size_t i) { return maps->at(i); };
}

RightNumbers right_numbers(const RunInput& input, Baseline baseline, Oracle oracle) {
  if (oracle == Oracle::truth) {
    const auto& truth = std::get<dataset::RegressionTruth>(input.dataset.truth);
    return {truth.values, truth.names.size()};
  }
  RightNumbers right;
  const auto first = std::find_if(baseline.begin(), baseline.end(), [](const auto& outcome) {
    return outcome.prediction() != nullptr;
  });
  if (first != baseline.end()) right.names = stress::regressed_numbers(*first->prediction()).size();
  for (const predict::Outcome& outcome : baseline) {
    std::vector<double> numbers;
    if (const predict::Prediction* prediction = outcome.prediction()) {
      numbers = stress::regressed_numbers(*prediction);
    }
    numbers.resize(right.names);
    right.values.insert(right.values.end(), numbers.begin(), numbers.end());
  }
  return right;
}

stress::TargetOf targets_of(const RunInput& input, Baseline baseline, Oracle oracle) {
  if (oracle == Oracle::truth) {
    return [&input](std::size_t i, image::PixelFormat format) {
      return read_target(input.dataset, input.dataset_spec, i, format);
    };
  }
  auto pictures = std::make_shared<Predictions>(predictions_of(baseline));
  return [pictures](std::size_t i, image::PixelFormat) {
    const auto view = evaluation::returned_image(*pictures->at(i));
    const auto* begin = reinterpret_cast<const std::uint8_t*>(view->bytes.data());
    return evaluation::TargetPixels{view->size, {begin, begin + view->bytes.size()}};
  };
}

}  // namespace assay::pipeline
