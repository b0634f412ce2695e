// SPDX-License-Identifier: Apache-2.0
// Semantic segmentation: how much of the mean intersection over union of an image is lost.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "core/evaluation/class_map.hpp"
#include "core/evaluation/semantic_segmentation.hpp"
#include "core/stress/score/judge.hpp"

namespace assay::stress {

/// Gives the truth of an image, which is read when it is needed: of a whole data set it would not
/// fit into memory. Any thread.
using TrueClassesOf = evaluation::TrueClassesOf;

class PixelJudge final : public Judge {
 public:
  /// `predictions`: of the images themselves; none where the model gave no answer.
  PixelJudge(TrueClassesOf truth, evaluation::ClassMap classes,
             const std::vector<std::optional<predict::Prediction>>& predictions);

  /// score: the mean, over the classes of the image, of the intersection over union before less
  /// that of now, where it is above 0. guide: the same without that limit.
  Damage damage(const Answer& answer) const override;
  bool can_lose(std::size_t datapoint) const override {
    return before_.at(datapoint).value_or(0) > 0;
  }

 private:
  TrueClassesOf truth_;
  evaluation::ClassMap classes_;
  std::vector<std::optional<double>> before_;  // mean intersection over union
};

/// Over the classes that are in the truth; pixels of -1 there count nowhere. nullopt where there
/// are none.
std::optional<double> mean_iou(const std::vector<std::int32_t>& truth,
                               const std::vector<std::int32_t>& predicted);

}  // namespace assay::stress
