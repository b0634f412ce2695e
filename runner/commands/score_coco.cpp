// SPDX-License-Identifier: Apache-2.0
#include "runner/commands/score_coco.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <unordered_set>

#include "core/base/error.hpp"
#include "core/base/log.hpp"
#include "core/dataset/coco_file.hpp"
#include "core/dataset/problems.hpp"
#include "core/evaluation/box_similarity.hpp"
#include "core/evaluation/coco_evaluation.hpp"
#include "core/evaluation/keypoint_similarity.hpp"
#include "core/evaluation/mask_similarity.hpp"

namespace assay::runner {
namespace {

using dataset::Annotation;
using dataset::CocoFile;
using evaluation::CocoInput;
using evaluation::CocoResults;
using evaluation::Detection;
using evaluation::Parameters;
using evaluation::ResultPart;

/// All that is evaluated.
struct Files {
  CocoFile truth;
  std::vector<std::int64_t> images;
  evaluation::ImageSizes sizes;  // {0, 0} where not known
  std::vector<std::int64_t> categories;
  CocoResults results;

  CocoInput input() const {
    return {images, categories, truth.truth.annotations, results.detections, results.areas};
  }
};

void warn(const std::string& line) {
  log::warn("score", line);
}

void warn_of_categories(const Files& files) {
  const std::unordered_set<std::int64_t> known(files.categories.begin(), files.categories.end());
  const auto& detections = files.results.detections;
  const auto count = std::count_if(
      detections.begin(), detections.end(),
      [&](const Detection& detection) { return !known.contains(detection.category_id); });
  if (count == 0) return;
  warn(
      fmt::format("{} predictions are of categories that the ground truth does not have; they are "
                  "left out",
                  count));
}

/// pycocotools compares them with nothing, and says nothing.
void warn_of_mask_sizes(const Files& files) {
  const CocoResults& results = files.results;
  std::size_t count = 0;
  std::string example;
  for (std::size_t i = 0; i < results.shape_of_detection.size(); ++i) {
    const std::uint32_t shape = results.shape_of_detection[i];
    const std::int64_t id = results.detections[i].image_id;
    const auto image = files.sizes.find(id);
    if (image == files.sizes.end() || image->second == image::Size{}) continue;
    if (shape == dataset::kNoShape || results.shapes.is_polygons(shape)) continue;
    const image::Size size = results.shapes.size_of_run_lengths(shape);
    if (size == image->second) continue;
    if (count++ > 0) continue;
    example = fmt::format("{}x{} where image {} has {}x{}", size.width, size.height, id,
                          image->second.width, image->second.height);
  }
  if (count == 0) return;
  warn(
      fmt::format("masks of another size than their image: {} of {}, e.g. {} (\"size\" is "
                  "[height, width]); nothing matches them",
                  count, results.shape_of_detection.size(), example));
}

void warn_of_parameters(const CocoJob& job) {
  const bool keypoints = job.part == ResultPart::keypoints;
  const auto& limits = job.parameters.max_detections;
  const std::size_t wanted = keypoints ? 20 : 100;
  if (std::find(limits.begin(), limits.end(), wanted) == limits.end()) {
    warn(keypoints ? "--max-dets has no 20: all numbers are -1, as in pycocotools"
                   : "--max-dets has no 100: AP is -1, as in pycocotools; AP50 and the others are "
                     "not affected");
  }
  if (keypoints && !job.parameters.use_categories) {
    warn("--use-cats 0 finds no keypoints at all, as in pycocotools: leave it out");
  }
}

/// {0, 0} for what is no size, or more than masks can have.
image::Size usable_size(const std::optional<dataset::ImageSize>& size) {
  constexpr std::int64_t kMost = INT32_MAX;
  if (!size || size->width < 1 || size->height < 1) return {};
  if (size->width > kMost || size->height > kMost / size->width) return {};
  return {size->width, size->height};
}

void check_outlines(const Files& files, const std::string& name) {
  dataset::Problems problems;
  const auto& annotations = files.truth.truth.annotations;
  for (std::size_t i = 0; i < annotations.size(); ++i) {
    const auto image = files.sizes.find(annotations[i].image_id);
    if (image == files.sizes.end() || image->second != image::Size{}) continue;
    if (!files.truth.truth.shapes.is_polygons(annotations[i].shape)) continue;
    problems.add(fmt::format("annotations[{}]: its polygons cannot be filled: image {} has no size",
                             i, annotations[i].image_id));
  }
  problems.throw_if_any(name, "state the images' width and height");
}

Files read_files(const CocoJob& job) {
  Files files;
  const dataset::CocoParts parts{job.part == ResultPart::masks, job.part == ResultPart::keypoints};
  files.truth = in_context([] { return "reading the ground truth"; },
                           [&] { return dataset::read_coco_file(job.ground_truth, parts); });
  for (const std::string& line : dataset::coco_warnings(files.truth)) warn(line);
  for (const auto& image : files.truth.images) {
    files.images.push_back(image.id);
    files.sizes[image.id] = usable_size(image.size);
  }
  for (const auto& category : files.truth.categories) files.categories.push_back(category.id);
  if (job.part == ResultPart::masks) check_outlines(files, job.ground_truth);
  files.results = in_context(
      [] { return "reading the predictions"; },
      [&] { return evaluation::read_coco_results(job.predictions, files.sizes, job.part); });
  warn_of_categories(files);
  if (job.part == ResultPart::masks) warn_of_mask_sizes(files);
  return files;
}

/// How many keypoints objects have, and that all have as many; those without any aside.
std::size_t count_keypoints(const Files& files, const CocoJob& job) {
  dataset::Problems problems;
  std::size_t count = 0;
  const auto& annotations = files.truth.truth.annotations;
  for (std::size_t i = 0; i < annotations.size(); ++i) {
    const std::size_t has = annotations[i].keypoint_end - annotations[i].keypoint_begin;
    if (count == 0) count = has;
    if (has == 0 || has == count) continue;
    problems.add(
        fmt::format("annotations[{}]: {} keypoints, where those before have {}", i, has, count));
  }
  problems.throw_if_any(job.ground_truth, "score objects with other keypoints in files apart");
  const std::size_t found = files.results.keypoints_each;
  if (count != 0 && found != 0 && count != found) {
    throw Error(ErrorKind::dataset,
                fmt::format("{}: predictions have {} keypoints, objects of the ground truth {}",
                            job.predictions, found, count));
  }
  if (count == 0) count = found;
  return count == 0 ? evaluation::coco_keypoint_sigmas().size() : count;  // there is nothing at all
}

CocoScore score_keypoints(const Files& files, const CocoJob& job) {
  const auto sigmas = evaluation::choose_sigmas(count_keypoints(files, job), job.sigmas,
                                                "give one for each keypoint with --sigmas");
  evaluation::KeypointSimilarity similarity(
      files.input(), {files.truth.truth.keypoints, files.results.keypoints, sigmas,
                      job.parameters.use_categories});
  auto arrays = evaluation::evaluate_coco(files.input(), similarity, job.parameters);
  auto summary = evaluation::summarise_keypoints(arrays, job.parameters);
  return {std::move(arrays), std::move(summary)};
}

CocoScore score_areas(const Files& files, evaluation::Similarity& similarity, const CocoJob& job) {
  auto arrays = evaluation::evaluate_coco(files.input(), similarity, job.parameters);
  auto summary = evaluation::summarise(arrays, job.parameters);
  return {std::move(arrays), std::move(summary)};
}

}  // namespace

CocoScore score_coco(const CocoJob& job) {
  warn_of_parameters(job);
  const Files files = read_files(job);
  if (job.part == ResultPart::keypoints) return score_keypoints(files, job);
  if (job.part == ResultPart::boxes) {
    evaluation::BoxSimilarity similarity(files.input());
    return score_areas(files, similarity, job);
  }
  evaluation::MaskSimilarity similarity(
      files.input(), {files.sizes, files.truth.truth.shapes, files.results.shapes,
                      files.results.shape_of_detection});
  return score_areas(files, similarity, job);
}

}  // namespace assay::runner
