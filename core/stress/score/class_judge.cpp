// SPDX-License-Identifier: Apache-2.0
#include "core/stress/score/class_judge.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "core/evaluation/image_classification.hpp"

namespace assay::stress {

ClassJudge::ClassJudge(const std::vector<ReferenceClass>& images, evaluation::ClassMap classes)
    : classes_(std::move(classes)) {
  for (const ReferenceClass& image : images) {
    categories_.push_back(image.category);
    before_.emplace_back();
    if (image.prediction) before_.back() = standing(*image.prediction, image.category);
  }
}

ClassJudge::Standing ClassJudge::standing(const predict::Prediction& prediction,
                                          std::size_t category) const {
  const auto ranking =
      evaluation::rank_classes(prediction, classes_, std::numeric_limits<std::size_t>::max());
  Standing standing;
  double own = 0;
  double other = 0;
  for (const evaluation::RankedClass& one : ranking) {
    double& best = one.category == category ? own : other;
    best = std::max(best, one.score);
  }
  standing.first = !ranking.empty() && ranking.front().category == category;
  standing.lead = std::clamp(own - other, -1.0, 1.0);
  return standing;
}

Damage ClassJudge::damage(const Answer& answer) const {
  const auto& before = before_.at(answer.datapoint);
  if (!before) return {};
  const Standing now = standing(answer.prediction, categories_[answer.datapoint]);
  Damage damage;
  damage.guide = (before->lead - now.lead) / 2;
  if (before->first && !now.first) {
    damage.score = 1;
    damage.mode = FailureMode::wrong_class;
  }
  return damage;
}

}  // namespace assay::stress
