// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/stress/make_judge.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "core/base/check.hpp"
#include "core/base/error.hpp"
#include "core/dataset/label_map.hpp"
#include "core/evaluation/image_classification.hpp"
#include "core/evaluation/keypoint_similarity.hpp"
#include "core/pipeline/target_image.hpp"
#include "core/stress/annotation/keypoint_sides.hpp"
#include "core/stress/annotation/objects_of.hpp"
#include "core/stress/score/class_judge.hpp"
#include "core/stress/score/efemarai_judge.hpp"
#include "core/stress/score/instance_judge.hpp"
#include "core/stress/score/picture_judge.hpp"
#include "core/stress/score/pixel_judge.hpp"
#include "core/stress/score/value_judge.hpp"

namespace assay::pipeline {
namespace {

using definition::Oracle;
using definition::ProblemType;
using Predictions = std::vector<std::optional<predict::Prediction>>;

constexpr double kUsualThreshold = 0.5;

Predictions predictions_of(std::span<const predict::Outcome> baseline) {
  Predictions predictions;
  for (const predict::Outcome& outcome : baseline) {
    predictions.emplace_back();
    if (const predict::Prediction* prediction = outcome.prediction()) {
      predictions.back() = *prediction;
    }
  }
  return predictions;
}

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

/// A mask of another size than its image (which may have been turned by its EXIF orientation) is of
/// no use; its box is.
void drop_unfit_masks(std::vector<stress::Object>& objects, image::Size size) {
  for (stress::Object& object : objects) {
    if (object.mask && object.mask->size != size) object.mask.reset();
  }
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

std::vector<stress::ReferenceImage> reference_images(const RunInput& input,
                                                     std::span<const predict::Outcome> baseline,
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

void take_truth(const RunInput& input, std::vector<stress::ReferenceImage>& images) {
  auto objects = stress::objects_of(input.dataset, images.size());
  for (std::size_t i = 0; i < images.size(); ++i) {
    images[i].objects = std::move(objects[i]);
    drop_unfit_masks(images[i].objects, images[i].size);
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

MadeJudge judge_instances(const RunInput& input, std::span<const predict::Outcome> baseline,
                          const JudgeRules& rules) {
  stress::InstanceRules how = instance_rules(input);
  auto images = reference_images(input, baseline, how);
  if (rules.oracle == Oracle::truth) {
    take_truth(input, images);
    const stress::MatchRules match{{how.kind, how.sigmas}, how.enough};
    how.threshold =
        rules.threshold ? *rules.threshold : best_threshold(images, match, kUsualThreshold);
  } else {
    how.threshold = rules.threshold.value_or(kUsualThreshold);
    take_baseline(how.threshold, how.kind, input.dataset.categories, images);
  }
  const double threshold = how.threshold;
  if (rules.score == "efemarai") {
    return {std::make_unique<stress::EfemaraiInstanceJudge>(std::move(images), input.classes, how),
            threshold};
  }
  return {std::make_unique<stress::InstanceJudge>(std::move(images), input.classes, how),
          threshold};
}

MadeJudge judge_classes(const RunInput& input, std::span<const predict::Outcome> baseline,
                        const JudgeRules& rules) {
  const auto* truth = std::get_if<dataset::ClassTruth>(&input.dataset.truth);
  std::vector<stress::ReferenceClass> images;
  for (std::size_t i = 0; i < baseline.size(); ++i) {
    stress::ReferenceClass image;
    if (const predict::Prediction* prediction = baseline[i].prediction()) {
      image.prediction = *prediction;
      if (rules.oracle == Oracle::baseline) {
        const auto first = evaluation::rank_classes(*prediction, input.classes, 1);
        const bool known = !first.empty() && first.front().category;
        if (known) image.category = *first.front().category;
        if (!known) image.prediction.reset();
      }
    }
    if (rules.oracle == Oracle::truth) image.category = truth->classes.at(i);
    images.push_back(std::move(image));
  }
  if (rules.score == "efemarai") {
    return {std::make_unique<stress::EfemaraiClassJudge>(images, input.classes), {}};
  }
  return {std::make_unique<stress::ClassJudge>(images, input.classes), {}};
}

stress::TrueClassesOf classes_of_pixels(const RunInput& input,
                                        std::span<const predict::Outcome> baseline, Oracle oracle) {
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

/// Of each image as many numbers.
struct RightNumbers {
  std::vector<double> values;
  std::size_t names = 1;
};

/// The model's own; of an image without an answer, or with another count of them than the first
/// has, zeros: it is not searched.
RightNumbers numbers_of(const Predictions& predictions) {
  RightNumbers right;
  const auto first = std::find_if(predictions.begin(), predictions.end(),
                                  [](const auto& one) { return one.has_value(); });
  if (first != predictions.end()) right.names = stress::regressed_numbers(**first).size();
  for (const auto& prediction : predictions) {
    std::vector<double> numbers;
    if (prediction) numbers = stress::regressed_numbers(*prediction);
    numbers.resize(right.names);
    right.values.insert(right.values.end(), numbers.begin(), numbers.end());
  }
  return right;
}

MadeJudge judge_values(const RunInput& input, std::span<const predict::Outcome> baseline,
                       Oracle oracle) {
  const Predictions predictions = predictions_of(baseline);
  RightNumbers right;
  if (oracle == Oracle::truth) {
    const auto& truth = std::get<dataset::RegressionTruth>(input.dataset.truth);
    right = {truth.values, truth.names.size()};
  } else {
    right = numbers_of(predictions);
  }
  return {std::make_unique<stress::ValueJudge>(std::move(right.values), right.names, predictions),
          {}};
}

stress::TargetOf targets_of(const RunInput& input, const Predictions& predictions, Oracle oracle) {
  if (oracle == Oracle::truth) {
    return [&input](std::size_t i, image::PixelFormat format) {
      return read_target(input.dataset, input.dataset_spec, i, format);
    };
  }
  auto pictures = std::make_shared<Predictions>(predictions);
  return [pictures](std::size_t i, image::PixelFormat) {
    const auto view = evaluation::returned_image(*pictures->at(i));
    const auto* begin = reinterpret_cast<const std::uint8_t*>(view->bytes.data());
    return evaluation::TargetPixels{view->size, {begin, begin + view->bytes.size()}};
  };
}

MadeJudge judge_pictures(const RunInput& input, std::span<const predict::Outcome> baseline,
                         Oracle oracle) {
  const Predictions predictions = predictions_of(baseline);
  return {
      std::make_unique<stress::PictureJudge>(targets_of(input, predictions, oracle), predictions),
      {}};
}

bool has_efemarai_score(ProblemType task) {
  return task == ProblemType::classification || task == ProblemType::object_detection ||
         task == ProblemType::instance_segmentation || task == ProblemType::keypoints;
}

}  // namespace

std::optional<std::string> unfit_score(const std::string& score, ProblemType task) {
  if (task == ProblemType::custom) {
    return fmt::format("a stress test needs a problem type that is scored; {} is not",
                       definition::name_of(task));
  }
  if (score != "efemarai" || has_efemarai_score(task)) return std::nullopt;
  return fmt::format("the score 'efemarai' is not defined for {}; take 'assay'",
                     definition::name_of(task));
}

MadeJudge make_judge(const RunInput& input, std::span<const predict::Outcome> baseline,
                     const JudgeRules& rules) {
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
