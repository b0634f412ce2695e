// SPDX-License-Identifier: Apache-2.0
// Object keypoint similarity (OKS): for each labelled keypoint of an object, a Gaussian of the
// distance whose width is the keypoint's sigma times the object's size; the mean of these.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "core/evaluation/coco_input.hpp"
#include "core/evaluation/similarity.hpp"

namespace assay::evaluation {

/// What the keypoints of a CocoInput are. Nothing is owned.
struct KeypointInput {
  std::span<const double> objects;     // x, y, v: InstanceTruth::keypoints
  std::span<const double> detections;  // [CocoInput::detections, sigmas, 3]; the third is not read
  std::span<const double> sigmas;      // of each keypoint
  /// When categories are one, pycocotools looks for keypoints in no category at all and finds
  /// nothing similar.
  bool use_categories = true;
};

/// Equals COCOeval.computeOks but for the last bit of exp, in which builds of numpy differ. An
/// object without labelled keypoints (which ignores() tells) is as near as a detection is to its
/// box. Every annotation has as many keypoints as there are sigmas, or none. What the inputs refer
/// to must outlive it.
class KeypointSimilarity final : public Similarity {
 public:
  KeypointSimilarity(const CocoInput& input, const KeypointInput& keypoints);

  void fill(const Pairs& pairs, double lowest, std::span<double> overlaps) override;
  bool ignores(const dataset::Annotation& annotation) const override {
    return annotation.labelled_keypoints == 0;
  }

 private:
  double similarity(const dataset::Annotation& object, std::span<const double> found);
  double similarity_to_box(const dataset::Annotation& object, std::span<const double> found);
  double term(std::size_t keypoint, double dx, double dy, double area) const;

  CocoInput input_;
  KeypointInput keypoints_;
  std::vector<double> variances_;
  std::vector<double> terms_;
};

/// Gives the detection the box around its keypoints x, y, v, ...: all of them, whatever v says. At
/// least one.
void set_box_around(std::span<const double> triples, Detection& detection);

/// `given`, or COCO's where none are and objects have 17 keypoints. Throws Error{dataset}, ending
/// in `remedy`, where there is not one for each of an object's keypoints.
std::vector<double> choose_sigmas(std::size_t keypoints, std::span<const double> given,
                                  const std::string& remedy);

}  // namespace assay::evaluation
