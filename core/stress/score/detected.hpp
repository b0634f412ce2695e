// SPDX-License-Identifier: Apache-2.0
// What a model found in an image, and how alike it is to what is there: boxes, masks or keypoints.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "core/evaluation/class_map.hpp"
#include "core/predict/field.hpp"
#include "core/stress/annotation/object.hpp"

namespace assay::stress {

/// What objects are compared by.
enum class InstanceKind { boxes, masks, keypoints };

struct Detected {
  Box box;
  image::RunLengths mask;               // of masks alone
  std::vector<double> keypoints;        // x, y, confidence
  std::optional<std::size_t> category;  // index into Dataset::categories; none: not in the data set
  double score = 0;
};

/// Of a prediction without faults, by descending score; the model's order among equals. `keypoints`
/// is how many each object has.
std::vector<Detected> detected_in(const predict::Prediction& prediction, InstanceKind kind,
                                  const evaluation::ClassMap& classes, image::Size size,
                                  std::size_t keypoints = 0);

/// Intersection over union; with `of_first` over the area of `a` alone.
double overlap(const Box& a, const Box& b, bool of_first = false);

struct SimilarityRules {
  InstanceKind kind = InstanceKind::boxes;
  std::span<const double> sigmas = {};  // of keypoints
};

/// 0 to 1, the best over all that the object may be: intersection over union of boxes or masks, or
/// object keypoint similarity; of an object that is ignored, the part of the detection that it
/// covers. Masks of few pixels are compared by their boxes where that is better: a pixel more or
/// less is not the model's fault.
double similarity(const Object& object, const Detected& detected, const SimilarityRules& rules,
                  image::Size size);

}  // namespace assay::stress
