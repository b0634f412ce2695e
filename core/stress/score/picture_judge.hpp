// SPDX-License-Identifier: Apache-2.0
// Models that return images: how much further from the target these are.
#pragma once

#include <optional>
#include <vector>

#include "core/evaluation/image_to_image.hpp"
#include "core/stress/score/judge.hpp"
#include "core/stress/warp/resample.hpp"

namespace assay::stress {

using evaluation::TargetOf;

/// The target where the image's warps take it; it may be of another size than the image.
std::vector<std::uint8_t> moved_target(const evaluation::TargetPixels& target,
                                       image::PixelFormat format, const WarpChain& warps);

class PictureJudge final : public Judge {
 public:
  /// `target` gives an image's target when it is needed (any thread); `predictions`: of the images
  /// themselves; none where the model gave no answer.
  PictureJudge(TargetOf target, const std::vector<std::optional<predict::Prediction>>& predictions);

  /// guide: what structural similarity (SSIM) to the target has lost; of images that are too small
  /// for it a hundredth of the decibels that are lost. Within -1 to 1. The target moves with the
  /// image. score: the same where it is above 0.
  Damage damage(const Answer& answer) const override;
  bool can_lose(std::size_t datapoint) const override {
    return before_.at(datapoint).value_or(0) > 0;
  }

 private:
  std::optional<double> likeness(std::size_t datapoint, const WarpChain& warps,
                                 const predict::Prediction& prediction) const;

  TargetOf target_;
  std::vector<std::optional<double>> before_;
};

}  // namespace assay::stress
