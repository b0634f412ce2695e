// SPDX-License-Identifier: Apache-2.0
// Detection, instance segmentation and keypoints: objects lost and false positives gained at the
// threshold at which the model is used.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "core/stress/annotation/move_objects.hpp"
#include "core/stress/score/instance_match.hpp"
#include "core/stress/score/judge.hpp"

namespace assay::stress {

struct InstanceRules {
  InstanceKind kind = InstanceKind::boxes;
  double threshold = 0.5;  // scores below are not used in operation
  double enough = 0.5;     // similarity at which something is found
  std::vector<double> sigmas = {};
  VisibilityRules visibility = {};
};

/// What a data set says of one image, and what the model found in it untransformed.
struct ReferenceImage {
  image::Size size;
  std::vector<Object> objects;  // category_id: index into Dataset::categories
  std::vector<Detected> detected;
  bool predicted = true;  // false: the model gave no answer, and nothing can be lost
};

class InstanceJudge final : public Judge {
 public:
  InstanceJudge(std::vector<ReferenceImage> images, evaluation::ClassMap classes,
                InstanceRules rules);

  /// score: (lost + gained) / (found before and still there + gained), where "lost" are objects
  /// found before and not now, and "gained" are false positives beyond those of before.
  Damage damage(const Answer& answer) const override;
  bool can_lose(std::size_t datapoint) const override { return images_.at(datapoint).predicted; }
  /// Objects to be found.
  Stake stake(std::size_t datapoint) const override;

 private:
  struct Before {
    std::vector<bool> found;        // of each object
    std::vector<double> qualities;  // of each object
    std::size_t false_positives = 0;
  };

  MatchRules match_rules() const;
  Before look_at(const ReferenceImage& image) const;
  FailureMode mode_of_loss(const Object& object, const std::vector<Detected>& detected,
                           const image::Size& size) const;

  std::vector<ReferenceImage> images_;
  evaluation::ClassMap classes_;
  InstanceRules rules_;
  std::vector<Before> before_;
};

/// Where objects are compared by keypoints, those without labelled ones need not be found: nothing
/// is known that they could be recognised by. So it is in COCO.
void ignore_unlabelled(InstanceKind kind, std::vector<Object>& objects);

/// What there is of an image's objects after a motion. `annotation` of each is its index among
/// those of the image, so that what became of each can be told.
Scene scene_after(const ReferenceImage& image, const Motion& motion, image::Size size,
                  const InstanceRules& rules);

/// The threshold with the largest F1 over these images, well between the lowest score that is to be
/// used and the next below, so that no answer is on the brink of it; `otherwise` where nothing is
/// found in any.
double best_threshold(std::span<const ReferenceImage> images, const MatchRules& rules,
                      double otherwise);

}  // namespace assay::stress
