// SPDX-License-Identifier: Apache-2.0
// How alike detections and objects are: the one thing in which COCO's evaluations of boxes, masks
// and keypoints differ.
#pragma once

#include <cstdint>
#include <span>

#include "core/dataset/dataset.hpp"

namespace assay::evaluation {

/// Detections and objects of one image and category, as indices into CocoInput.
struct Pairs {
  std::span<const std::uint32_t> detections;
  std::span<const std::uint32_t> annotations;
};

/// One for each run: implementations keep memory and may remember what they have computed. Not
/// thread-safe.
class Similarity {
 public:
  virtual ~Similarity() = default;

  /// Writes overlaps [detections, annotations], 0 to 1. What is below `lowest` can match nothing:
  /// any value below it will do.
  virtual void fill(const Pairs& pairs, double lowest, std::span<double> overlaps) = 0;

  /// Objects that need not be found, beside crowds and difficult ones.
  virtual bool ignores(const dataset::Annotation& /*annotation*/) const { return false; }
};

}  // namespace assay::evaluation
