// SPDX-License-Identifier: Apache-2.0
#include "core/stress/score/efemarai_judge.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "core/evaluation/image_classification.hpp"

namespace assay::stress {
namespace {

struct Pair {
  double product = 0;
  std::size_t object = 0, detection = 0;
};

/// 1 less the mean distance of keypoints. Its flags are whether they are hidden, of which a
/// detection has none: so keypoints that are visible are 0 apart wherever they are.
double keypoint_likeness(const Object& object, const Detected& detected) {
  if (object.keypoints.empty()) return 0;
  double sum = 0;
  for (std::size_t i = 0; i < object.keypoints.size(); ++i) {
    if (object.keypoints[i].visibility != 1) continue;
    sum += std::hypot(detected.keypoints[3 * i] - object.keypoints[i].x,
                      detected.keypoints[3 * i + 1] - object.keypoints[i].y) /
           std::sqrt(2.0);
  }
  return 1 - sum / static_cast<double>(object.keypoints.size());
}

double likeness(const Object& object, const Detected& detected, InstanceKind kind,
                image::Size size) {
  if (!detected.category || static_cast<std::int64_t>(*detected.category) != object.category_id) {
    return 0;
  }
  if (kind == InstanceKind::keypoints) return keypoint_likeness(object, detected);
  Object exact = object;
  exact.ignored = false;
  exact.box.inner = exact.box.outer;
  exact.edge_doubt = 0;
  return similarity(exact, detected, {kind, {}}, size);
}

std::vector<Pair> pairs_of(std::span<const Object> objects, std::span<const Detected> detected,
                           InstanceKind kind, image::Size size) {
  std::vector<Pair> pairs;
  for (std::size_t i = 0; i < objects.size(); ++i) {
    for (std::size_t d = 0; d < detected.size(); ++d) {
      const double confidence = kind == InstanceKind::keypoints ? 1 : detected[d].score;
      const double product = likeness(objects[i], detected[d], kind, size) * confidence;
      if (product > 0) pairs.push_back({product, i, d});
    }
  }
  std::stable_sort(pairs.begin(), pairs.end(),
                   [](const Pair& a, const Pair& b) { return a.product > b.product; });
  return pairs;
}

Damage damage_of(double vulnerability) {
  Damage damage;
  damage.guide = vulnerability;
  damage.score = std::max(0.0, vulnerability);
  if (damage.score > 0) damage.mode = FailureMode::less_accurate;
  return damage;
}

}  // namespace

EfemaraiTerms efemarai_instances(std::span<const Object> objects,
                                 std::span<const Detected> detected, InstanceKind kind,
                                 std::size_t classes, image::Size size) {
  if (objects.empty() && detected.empty()) return {0, 1};
  if (objects.empty() || detected.empty()) return {1, 1};
  const double weight = 1.0 / (3.0 * static_cast<double>(std::max<std::size_t>(1, classes)));
  EfemaraiTerms terms;
  const auto add = [&](double score) {
    terms.sum += weight * (1 - score) / 2;
    terms.weight += weight;
  };
  std::vector<bool> found(objects.size());
  std::vector<bool> used(detected.size());
  for (const Pair& pair : pairs_of(objects, detected, kind, size)) {
    if (found[pair.object] || used[pair.detection]) continue;
    found[pair.object] = used[pair.detection] = true;
    add(pair.product);  // of the object,
    add(pair.product);  // and of the detection again
  }
  for (std::size_t d = 0; d < detected.size(); ++d) {
    if (!used[d]) add(kind == InstanceKind::keypoints ? -1 : -detected[d].score);
  }
  for (std::size_t i = 0; i < objects.size(); ++i) {
    if (!found[i]) add(-1);
  }
  return terms;
}

EfemaraiTerms efemarai_class(std::size_t truth, std::span<const double> probabilities) {
  EfemaraiTerms terms{0, 1};
  for (std::size_t k = 0; k < probabilities.size(); ++k) {
    terms.sum += std::abs((k == truth ? 1 : 0) - probabilities[k]) /
                 static_cast<double>(probabilities.size());
  }
  return terms;
}

double vulnerability(const EfemaraiTerms& before, const EfemaraiTerms& now) {
  const double weight = std::max(before.weight, now.weight);
  return weight > 0 ? (now.sum - before.sum) / weight : 0;
}

EfemaraiInstanceJudge::EfemaraiInstanceJudge(std::vector<ReferenceImage> images,
                                             evaluation::ClassMap classes, InstanceRules rules)
    : images_(std::move(images)), classes_(std::move(classes)), rules_(std::move(rules)) {
  for (const ReferenceImage& image : images_) {
    before_.push_back(terms(image.objects, image.detected, image.size));
  }
}

EfemaraiTerms EfemaraiInstanceJudge::terms(std::span<const Object> objects,
                                           std::span<const Detected> detected,
                                           image::Size size) const {
  return efemarai_instances(objects, detected, rules_.kind, classes_.classes.size(), size);
}

Damage EfemaraiInstanceJudge::damage(const Answer& answer) const {
  const ReferenceImage& image = images_.at(answer.datapoint);
  if (!image.predicted) return {};
  Workspace workspace;
  const std::vector<Object> objects =
      answer.motion.empty()
          ? image.objects
          : move_objects(image.objects, answer.motion, answer.size, rules_.visibility, workspace);
  const auto detected =
      detected_in(answer.prediction, rules_.kind, classes_, answer.size, rules_.sigmas.size());
  return damage_of(vulnerability(before_[answer.datapoint], terms(objects, detected, answer.size)));
}

EfemaraiClassJudge::EfemaraiClassJudge(const std::vector<ReferenceClass>& images,
                                       evaluation::ClassMap classes)
    : classes_(std::move(classes)) {
  for (const ReferenceClass& image : images) {
    categories_.push_back(image.category);
    before_.emplace_back();
    if (image.prediction) before_.back() = terms(*image.prediction, image.category);
  }
}

EfemaraiTerms EfemaraiClassJudge::terms(const predict::Prediction& prediction,
                                        std::size_t category) const {
  std::vector<double> probabilities(classes_.classes.size(), 0);
  std::size_t truth = probabilities.size();
  for (std::size_t k = 0; k < classes_.classes.size(); ++k) {
    if (classes_.classes[k].category == category) truth = k;
  }
  const auto ranking =
      evaluation::rank_classes(prediction, classes_, std::numeric_limits<std::size_t>::max());
  for (const evaluation::RankedClass& one : ranking) {
    const std::int64_t k = one.index - classes_.first_index;
    if (one.index >= 0 && k >= 0 && k < static_cast<std::int64_t>(probabilities.size())) {
      probabilities[static_cast<std::size_t>(k)] = one.score;
    }
  }
  return efemarai_class(truth, probabilities);
}

Damage EfemaraiClassJudge::damage(const Answer& answer) const {
  const auto& before = before_.at(answer.datapoint);
  if (!before) return {};
  return damage_of(vulnerability(*before, terms(answer.prediction, categories_[answer.datapoint])));
}

}  // namespace assay::stress
