// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/instance_report.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <unordered_map>

#include "core/pipeline/assess.hpp"
#include "core/pipeline/gates.hpp"

namespace assay::pipeline {
namespace {

using dataset::Annotation;
using evaluation::Detection;
using evaluation::ImageCounts;
using Names = std::unordered_map<std::int64_t, std::string>;

Names names_by_id(const dataset::Dataset& dataset) {
  Names names;
  for (const dataset::Category& category : dataset.categories) names[category.id] = category.name;
  return names;
}

std::string name_in(const Names& names, std::int64_t id) {
  const auto found = names.find(id);
  return found == names.end() ? std::string() : found->second;
}

const std::vector<Annotation>& annotations_of(const dataset::Dataset& dataset) {
  return std::get<dataset::InstanceTruth>(dataset.truth).annotations;
}

/// Objects of one category, crowds apart.
struct ObjectCounts {
  std::size_t all = 0;        // in the data set
  std::size_t evaluated = 0;  // in the images that were evaluated
};

std::unordered_map<std::int64_t, ObjectCounts> objects_per_category(
    const dataset::Dataset& dataset, const std::vector<ImageCounts>& images) {
  std::unordered_map<std::int64_t, ObjectCounts> objects;
  const auto evaluated = [&](std::int64_t id) {
    const auto at =
        std::lower_bound(images.begin(), images.end(), id,
                         [](const auto& image, auto wanted) { return image.image_id < wanted; });
    return at != images.end() && at->image_id == id;
  };
  for (const Annotation& annotation : annotations_of(dataset)) {
    if (annotation.is_crowd) continue;
    ObjectCounts& counts = objects[annotation.category_id];
    ++counts.all;
    if (evaluated(annotation.image_id)) ++counts.evaluated;
  }
  return objects;
}

/// Precision over recall at one IoU threshold: the mean over categories that have objects.
report::Curve curve_at(const evaluation::Arrays& arrays, std::size_t threshold, std::string name) {
  report::Curve curve{std::move(name), {}};
  for (std::size_t r = 0; r < arrays.recalls; ++r) {
    double sum = 0;
    std::size_t count = 0;
    for (std::size_t k = 0; k < arrays.categories; ++k) {
      const double value = arrays.precision[arrays.at(threshold, r, k, 0, arrays.limits - 1)];
      if (value < 0) continue;
      sum += value;
      ++count;
    }
    curve.precision.push_back(count == 0 ? -1 : sum / static_cast<double>(count));
  }
  return curve;
}

std::size_t mistakes(const ImageCounts& counts) {
  return counts.false_positives + counts.false_negatives;
}

/// Most mistakes first; of equals, the lower image id.
std::vector<ImageCounts> worst_of(std::vector<ImageCounts> images) {
  std::stable_sort(images.begin(), images.end(),
                   [](const auto& a, const auto& b) { return mistakes(a) > mistakes(b); });
  const auto good = std::find_if(images.begin(), images.end(),
                                 [](const auto& counts) { return mistakes(counts) == 0; });
  images.erase(good, images.end());
  if (images.size() > kWorstImages) images.resize(kWorstImages);
  return images;
}

/// What is known of the images that are to be shown.
struct Shown {
  const dataset::Datapoint* datapoint = nullptr;
  predict::ImageSize size;
  report::ObjectComparison objects;
};

using ShownImages = std::map<std::int64_t, Shown>;  // by image id

void collect_truth(const dataset::Dataset& dataset, const Names& names, const ObjectShapes& shapes,
                   ShownImages& shown) {
  for (const Annotation& a : annotations_of(dataset)) {
    const auto image = shown.find(a.image_id);
    if (image == shown.end()) continue;
    report::Object object{a.x, a.y, a.width, a.height, name_in(names, a.category_id), std::nullopt};
    if (shapes.of_truth) shapes.of_truth(a, image->second.size, object);
    image->second.objects.truth.push_back(std::move(object));
  }
}

void collect_detections(const FoundInstances& found, const Names& names, ShownImages& shown) {
  for (std::size_t i = 0; i < found.detections.size(); ++i) {
    const Detection& d = found.detections[i];
    const auto image = shown.find(d.image_id);
    if (image == shown.end() || d.score < kShownScore) continue;
    report::Object object{d.x, d.y, d.width, d.height, name_in(names, d.category_id), d.score};
    if (found.shapes.of_detection) found.shapes.of_detection(i, object);
    image->second.objects.predicted.push_back(std::move(object));
  }
}

report::ClassTable class_table(const RunInput& input, const evaluation::DetectionResult& result) {
  const dataset::Dataset& dataset = input.dataset;
  std::unordered_map<std::int64_t, double> precision;
  for (std::size_t k = 0; k < result.precision_per_category.size(); ++k) {
    precision[result.arrays.category_ids.at(k)] = result.precision_per_category[k];
  }
  auto objects = objects_per_category(dataset, result.images);
  report::ClassTable table{
      std::string(metric_of_classes(input.definition.project.problem_type)), {}, "objects"};
  for (const dataset::Category& category : dataset.categories) {
    const auto value = precision.find(category.id);
    if (value == precision.end()) continue;
    const ObjectCounts counts = objects[category.id];
    table.rows.push_back(
        {category.name, counts.evaluated, value->second, counts.all > 0 && counts.evaluated == 0});
  }
  return table;
}

void add_worst_images(const RunInput& input, std::span<const predict::Outcome> outcomes,
                      const FoundInstances& found, report::RunResults& results) {
  const std::vector<ImageCounts> worst = worst_of(found.result.images);
  ShownImages shown;
  for (const ImageCounts& counts : worst) {
    shown[counts.image_id].objects = {
        counts.true_positives, counts.false_positives, counts.false_negatives, {}, {}};
  }
  for (const predict::Outcome& outcome : outcomes) {
    const dataset::Datapoint& datapoint = input.dataset.datapoints.at(outcome.index);
    const auto image = shown.find(datapoint.image_id);
    if (image == shown.end()) continue;
    image->second.datapoint = &datapoint;
    image->second.size = outcome.image;
  }
  const Names names = names_by_id(input.dataset);
  collect_truth(input.dataset, names, found.shapes, shown);
  collect_detections(found, names, shown);
  for (const ImageCounts& counts : worst) {
    Shown& image = shown.at(counts.image_id);
    results.worst_images.push_back(
        {image.datapoint->id, image.datapoint->path, image.size, std::move(image.objects)});
  }
  results.worst_minimum_score = kShownScore;
}

}  // namespace

void report_instances(const RunInput& input, std::span<const predict::Outcome> outcomes,
                      const FoundInstances& found, report::RunResults& results) {
  results.classes = class_table(input, found.result);
  results.precision_recall = {curve_at(found.result.arrays, 0, found.similarity + " 0.50"),
                              curve_at(found.result.arrays, 5, found.similarity + " 0.75")};
  add_worst_images(input, outcomes, found, results);
}

}  // namespace assay::pipeline
