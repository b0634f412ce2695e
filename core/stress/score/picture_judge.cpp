// SPDX-License-Identifier: Apache-2.0
#include "core/stress/score/picture_judge.hpp"

#include <algorithm>
#include <utility>

#include "core/evaluation/picture_distance.hpp"
#include "core/stress/pixel_bytes.hpp"
#include "core/stress/warp/resample.hpp"

namespace assay::stress {

std::vector<std::uint8_t> moved_target(const evaluation::TargetPixels& target,
                                       image::PixelFormat format, const WarpChain& warps) {
  if (warps.empty()) return target.values;
  std::vector<std::uint8_t> result(target.values.size());
  Workspace workspace;
  resample(warps, Interpolation::linear,
           {std::as_bytes(std::span(target.values)), target.size, format},
           {std::as_writable_bytes(std::span(result)), target.size, format}, workspace);
  return result;
}

PictureJudge::PictureJudge(TargetOf target,
                           const std::vector<std::optional<predict::Prediction>>& predictions)
    : target_(std::move(target)) {
  for (std::size_t i = 0; i < predictions.size(); ++i) {
    before_.emplace_back();
    if (predictions[i]) before_.back() = likeness(i, {}, *predictions[i]);
  }
}

std::optional<double> PictureJudge::likeness(std::size_t datapoint, const WarpChain& warps,
                                             const predict::Prediction& prediction) const {
  const auto returned = evaluation::returned_image(prediction);
  if (!returned) return std::nullopt;
  const evaluation::TargetPixels target = target_(datapoint, returned->format);
  if (target.size != returned->size) return std::nullopt;
  const std::vector<std::uint8_t> wanted = moved_target(target, returned->format, warps);
  const evaluation::PicturePair pair{bytes_of(*returned), wanted, returned->size,
                                     static_cast<std::size_t>(image::channels(returned->format))};
  if (const auto ssim = evaluation::structural_similarity(pair)) return *ssim;
  return std::min(evaluation::kHighestPsnr, evaluation::peak_signal_to_noise(pair)) / 100;
}

Damage PictureJudge::damage(const Answer& answer) const {
  const auto& before = before_.at(answer.datapoint);
  if (!before) return {};
  const auto now = likeness(answer.datapoint, warps_of(answer.motion), answer.prediction);
  if (!now) return crash_damage();
  Damage damage;
  damage.guide = std::clamp(*before - *now, -1.0, 1.0);
  damage.score = std::max(0.0, damage.guide);
  if (damage.score > 0) damage.mode = FailureMode::less_accurate;
  return damage;
}

}  // namespace assay::stress
