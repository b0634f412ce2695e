// SPDX-License-Identifier: Apache-2.0
// Intersection over union of boxes; over the detection's area alone where the object is a crowd.
#pragma once

#include <vector>

#include "core/evaluation/coco_input.hpp"
#include "core/evaluation/similarity.hpp"

namespace assay::evaluation {

/// Equals maskApi's bbIou bit for bit. What the input refers to must outlive it.
class BoxSimilarity final : public Similarity {
 public:
  explicit BoxSimilarity(const CocoInput& input) : input_(input) {}

  void fill(const Pairs& pairs, double lowest, std::span<double> overlaps) override;

 private:
  struct Box {
    double x, y, width, height;
    bool crowd;
  };

  CocoInput input_;
  std::vector<Box> objects_;
};

}  // namespace assay::evaluation
