// SPDX-License-Identifier: Apache-2.0
#include "core/stress/score/pixel_judge.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "core/base/check.hpp"
#include "core/stress/annotation/move_classes.hpp"

namespace assay::stress {
namespace {

predict::ImageSize size_of(image::Size size) {
  return {size.width, size.height};
}

}  // namespace

std::optional<double> mean_iou(const std::vector<std::int32_t>& truth,
                               const std::vector<std::int32_t>& predicted) {
  ASSAY_CHECK(truth.size() == predicted.size());
  struct Pixels {
    std::uint64_t truth = 0, predicted = 0, both = 0;
  };
  std::map<std::int32_t, Pixels> classes;
  for (std::size_t i = 0; i < truth.size(); ++i) {
    if (truth[i] < 0) continue;
    ++classes[truth[i]].truth;
    ++classes[predicted[i]].predicted;
    if (truth[i] == predicted[i]) ++classes[truth[i]].both;
  }
  double sum = 0;
  std::size_t count = 0;
  for (const auto& [category, pixels] : classes) {
    if (pixels.truth == 0) continue;
    sum += static_cast<double>(pixels.both) /
           static_cast<double>(pixels.truth + pixels.predicted - pixels.both);
    ++count;
  }
  if (count == 0) return std::nullopt;
  return sum / static_cast<double>(count);
}

PixelJudge::PixelJudge(TrueClassesOf truth, evaluation::ClassMap classes,
                       const std::vector<std::optional<predict::Prediction>>& predictions)
    : truth_(std::move(truth)), classes_(std::move(classes)) {
  for (std::size_t i = 0; i < predictions.size(); ++i) {
    before_.emplace_back();
    if (!predictions[i]) continue;
    const evaluation::TrueClasses here = truth_(i);
    const auto predicted =
        evaluation::predicted_classes(*predictions[i], classes_, size_of(here.size));
    if (predicted) before_.back() = mean_iou(here.classes, *predicted);
  }
}

Damage PixelJudge::damage(const Answer& answer) const {
  const auto& before = before_.at(answer.datapoint);
  if (!before) return {};
  const evaluation::TrueClasses truth = truth_(answer.datapoint);
  const auto predicted =
      evaluation::predicted_classes(answer.prediction, classes_, size_of(answer.size));
  if (!predicted) return crash_damage();
  Workspace workspace;
  const auto now =
      mean_iou(seen_classes(truth.classes, truth.size, answer.motion, workspace), *predicted);
  if (!now) return {};
  Damage damage;
  damage.guide = *before - *now;
  damage.score = std::max(0.0, damage.guide);
  if (damage.score > 0) damage.mode = FailureMode::less_accurate;
  return damage;
}

}  // namespace assay::stress
