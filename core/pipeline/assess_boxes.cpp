// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/assess_boxes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "core/evaluation/object_detection.hpp"
#include "core/pipeline/assess.hpp"

namespace assay::pipeline {
namespace {

constexpr std::size_t kWorstImages = 24;

using evaluation::Detection;
using evaluation::ImageCounts;

std::unordered_map<std::int64_t, std::string> names_by_id(const dataset::Dataset& dataset) {
  std::unordered_map<std::int64_t, std::string> names;
  for (const dataset::Category& category : dataset.categories) names[category.id] = category.name;
  return names;
}

void add_class_table(const RunInput& input, const evaluation::DetectionResult& result,
                     report::RunResults& results) {
  const auto names = names_by_id(input.dataset);
  for (std::size_t k = 0; k < result.precision_per_category.size(); ++k) {
    const auto name = names.find(result.arrays.category_ids.at(k));
    if (name == names.end()) continue;
    results.classes.push_back({name->second, result.precision_per_category[k]});
  }
}

std::size_t mistakes(const ImageCounts& counts) {
  return counts.false_positives + counts.false_negatives;
}

/// Most mistakes first; of equals, the lower image id.
std::vector<ImageCounts> worst_of(std::vector<ImageCounts> images) {
  std::stable_sort(images.begin(), images.end(), [](const auto& a, const auto& b) {
    return mistakes(a) > mistakes(b);
  });
  const auto good = std::find_if(images.begin(), images.end(),
                                 [](const auto& counts) { return mistakes(counts) == 0; });
  images.erase(good, images.end());
  if (images.size() > kWorstImages) images.resize(kWorstImages);
  return images;
}

std::vector<report::DrawnBox> truth_of(const dataset::Dataset& dataset, std::int64_t image_id) {
  const auto names = names_by_id(dataset);
  std::vector<report::DrawnBox> boxes;
  for (const auto& annotation : std::get<dataset::BoxTruth>(dataset.truth).annotations) {
    if (annotation.image_id != image_id) continue;
    const auto name = names.find(annotation.category_id);
    boxes.push_back({annotation.x, annotation.y, annotation.width, annotation.height,
                     name == names.end() ? "" : name->second, std::nullopt, annotation.is_crowd});
  }
  return boxes;
}

std::vector<report::DrawnBox> found_in(const dataset::Dataset& dataset,
                                       const std::vector<Detection>& detections,
                                       std::int64_t image_id) {
  const auto names = names_by_id(dataset);
  std::vector<report::DrawnBox> boxes;
  for (const Detection& detection : detections) {
    if (detection.image_id != image_id || detection.score < kShownScore) continue;
    boxes.push_back({detection.x, detection.y, detection.width, detection.height,
                     names.at(detection.category_id), detection.score, false});
  }
  return boxes;
}

void add_worst_images(const RunInput& input, const std::vector<ImageCounts>& images,
                      const std::vector<Detection>& detections, report::RunResults& results) {
  std::unordered_map<std::int64_t, const dataset::Datapoint*> datapoints;
  for (const auto& datapoint : input.dataset.datapoints) {
    datapoints[datapoint.image_id] = &datapoint;
  }
  for (const ImageCounts& counts : worst_of(images)) {
    const dataset::Datapoint& datapoint = *datapoints.at(counts.image_id);
    report::WorstImage worst;
    worst.datapoint = datapoint.id;
    worst.file = datapoint.path;
    worst.ignore_exif = input.dataset_spec.exif == definition::Exif::ignore;
    worst.caption = fmt::format("{} missed, {} false, {} found", counts.false_negatives,
                                counts.false_positives, counts.true_positives);
    worst.ground_truth = truth_of(input.dataset, counts.image_id);
    worst.predictions = found_in(input.dataset, detections, counts.image_id);
    results.worst.push_back(std::move(worst));
  }
  results.worst_rule = fmt::format(
      "Most missed and false boxes together, at IoU 0.5 and scores of at least {}.", kShownScore);
}

}  // namespace

void assess_boxes(const RunInput& input, std::span<const predict::Outcome> outcomes,
                  report::RunResults& results) {
  const evaluation::BoxPredictions found =
      evaluation::to_detections(input.dataset, outcomes, input.classes);
  const evaluation::DetectionResult result =
      evaluation::evaluate_detection(input.dataset, outcomes, found.detections, kShownScore);
  results.metrics = {{"bbox", result.evaluated}};
  results.metrics_failed_as_empty = {{"bbox", result.failed_as_empty}};
  if (found.other_classes != 0) {
    results.warnings.push_back(fmt::format(
        "{} boxes are of classes that the data set does not have; they are left out",
        found.other_classes));
  }
  add_class_table(input, result, results);
  add_worst_images(input, result.images, found.detections, results);
}

}  // namespace assay::pipeline
