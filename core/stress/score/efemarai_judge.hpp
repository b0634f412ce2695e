// SPDX-License-Identifier: Apache-2.0
// Efemarai's score ("vulnerability"), formula for formula, so that results can be compared. What is
// wrong with it is kept: classification shrinks with the number of classes, a detection of
// confidence 0 costs, visible keypoints are not looked at.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "core/stress/score/class_judge.hpp"
#include "core/stress/score/instance_judge.hpp"
#include "core/stress/score/judge.hpp"

namespace assay::stress {

/// Failure score of one answer is sum / weight: 0 is perfect.
struct EfemaraiTerms {
  double sum = 0;
  double weight = 0;
};

/// Objects against detections: the pair with the largest product of similarity and score is taken
/// again and again, without a threshold; `classes` is how many there are.
EfemaraiTerms efemarai_instances(std::span<const Object> objects,
                                 std::span<const Detected> detected, InstanceKind kind,
                                 std::size_t classes, image::Size size);

/// `probabilities` of each class.
EfemaraiTerms efemarai_class(std::size_t truth, std::span<const double> probabilities);

/// Now less before: -1 to 1.
double vulnerability(const EfemaraiTerms& before, const EfemaraiTerms& now);

/// Damage::guide is the vulnerability, and the score the same where it is above 0.
class EfemaraiInstanceJudge final : public Judge {
 public:
  EfemaraiInstanceJudge(std::vector<ReferenceImage> images, evaluation::ClassMap classes,
                        InstanceRules rules);
  Damage damage(const Answer& answer) const override;
  bool can_lose(std::size_t datapoint) const override { return images_.at(datapoint).predicted; }

 private:
  EfemaraiTerms terms(std::span<const Object> objects, std::span<const Detected> detected,
                      image::Size size) const;

  std::vector<ReferenceImage> images_;
  evaluation::ClassMap classes_;
  InstanceRules rules_;
  std::vector<EfemaraiTerms> before_;
};

class EfemaraiClassJudge final : public Judge {
 public:
  EfemaraiClassJudge(const std::vector<ReferenceClass>& images, evaluation::ClassMap classes);
  Damage damage(const Answer& answer) const override;
  bool can_lose(std::size_t datapoint) const override { return before_.at(datapoint).has_value(); }

 private:
  EfemaraiTerms terms(const predict::Prediction& prediction, std::size_t category) const;

  evaluation::ClassMap classes_;
  std::vector<std::size_t> categories_;
  std::vector<std::optional<EfemaraiTerms>> before_;
};

}  // namespace assay::stress
