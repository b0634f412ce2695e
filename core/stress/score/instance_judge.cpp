// SPDX-License-Identifier: Apache-2.0
#include "core/stress/score/instance_judge.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <utility>

#include "core/base/check.hpp"
#include "core/stress/annotation/hidden_pixels.hpp"

namespace assay::stress {
namespace {

/// Below it two things have nothing to do with each other.
constexpr double kTouching = 0.1;

std::vector<Detected> above(const std::vector<Detected>& detected, double threshold) {
  std::vector<Detected> used;
  for (const Detected& one : detected) {
    if (one.score >= threshold) used.push_back(one);
  }
  return used;
}

std::size_t count_of_nothing(const InstanceMatch& match) {
  return static_cast<std::size_t>(
      std::count(match.roles.begin(), match.roles.end(), InstanceMatch::Role::of_nothing));
}

/// The most frequent; the first of several.
FailureMode most_frequent(const std::vector<LostObject>& lost, std::size_t false_positives) {
  std::array<std::size_t, 8> counts{};
  for (const LostObject& one : lost) ++counts.at(static_cast<std::size_t>(one.mode));
  counts.at(static_cast<std::size_t>(FailureMode::false_positive)) += false_positives;
  const auto most = std::max_element(counts.begin(), counts.end()) - counts.begin();
  return counts[static_cast<std::size_t>(most)] == 0 ? FailureMode::none
                                                     : static_cast<FailureMode>(most);
}

/// Of masks and keypoints that may be anywhere within half of their object, or more, nobody knows
/// which are right. (Boxes are ranges, and those of small things are compared as such.)
void ignore_doubtful(InstanceKind kind, std::vector<Object>& objects) {
  constexpr double kAlwaysKnown = 2;  // pixels
  if (kind == InstanceKind::boxes) return;
  for (Object& object : objects) {
    const Box& box = object.box.outer;
    const double side = std::min(box.x2 - box.x1, box.y2 - box.y1);
    const double doubt = kind == InstanceKind::masks ? object.edge_doubt : object.place_doubt;
    object.ignored = object.ignored || doubt > std::max(kAlwaysKnown, side / 2);
  }
}

/// Boxes and keypoints know what is hidden by themselves.
void note_hidden(const Motion& motion, image::Size size, std::vector<Object>& objects,
                 Workspace& workspace) {
  const std::vector<std::uint8_t> rows = hidden_pixels(motion, size, workspace);
  if (rows.empty()) return;
  const auto hidden = std::make_shared<image::RunLengths>(image::encode_mask(rows, size));
  for (Object& object : objects) object.hidden = hidden;
}

}  // namespace

InstanceJudge::InstanceJudge(std::vector<ReferenceImage> images, evaluation::ClassMap classes,
                             InstanceRules rules)
    : images_(std::move(images)), classes_(std::move(classes)), rules_(std::move(rules)) {
  for (const ReferenceImage& image : images_) before_.push_back(look_at(image));
}

MatchRules InstanceJudge::match_rules() const {
  return {{rules_.kind, rules_.sigmas}, rules_.enough};
}

InstanceJudge::Before InstanceJudge::look_at(const ReferenceImage& image) const {
  const Scene scene{image.size, image.objects, {}};
  const InstanceMatch matched =
      match(scene, above(image.detected, rules_.threshold), match_rules());
  Before before;
  for (const auto& found : matched.found_by) before.found.push_back(found.has_value());
  before.qualities = qualities(scene, image.detected, match_rules());
  before.false_positives = count_of_nothing(matched);
  return before;
}

void ignore_unlabelled(InstanceKind kind, std::vector<Object>& objects) {
  if (kind != InstanceKind::keypoints) return;
  for (Object& object : objects) {
    const bool labelled =
        std::any_of(object.keypoints.begin(), object.keypoints.end(),
                    [](const Keypoint& keypoint) { return keypoint.visibility > 0; });
    object.ignored = object.ignored || !labelled;
  }
}

Scene scene_after(const ReferenceImage& image, const Motion& motion, image::Size size,
                  const InstanceRules& rules) {
  Workspace workspace;
  Scene scene{size, image.objects, {}};
  for (std::size_t i = 0; i < scene.objects.size(); ++i) scene.objects[i].annotation = i;
  if (motion.empty()) return scene;
  scene.objects = move_objects(std::move(scene.objects), motion, size, rules.visibility, workspace);
  ignore_unlabelled(rules.kind, scene.objects);
  ignore_doubtful(rules.kind, scene.objects);
  if (rules.kind == InstanceKind::masks) note_hidden(motion, size, scene.objects, workspace);
  scene.copied = copied_pixels(warps_of(motion), size, workspace);
  return scene;
}

FailureMode InstanceJudge::mode_of_loss(const Object& object, const std::vector<Detected>& detected,
                                        const image::Size& size) const {
  bool other_class = false;
  bool faint = false;
  bool near = false;
  for (const Detected& one : detected) {
    const double alike = similarity(object, one, match_rules().similarity, size);
    const bool same =
        one.category && static_cast<std::int64_t>(*one.category) == object.category_id;
    const bool used = one.score >= rules_.threshold;
    other_class |= !same && used && alike >= rules_.enough;
    faint |= same && !used && alike >= rules_.enough;
    near |= same && used && alike >= kTouching;
  }
  return other_class ? FailureMode::wrong_class
         : near      ? FailureMode::drifted
         : faint     ? FailureMode::faint
                     : FailureMode::missed;
}

Damage InstanceJudge::damage(const Answer& answer) const {
  ASSAY_CHECK(answer.datapoint < images_.size());
  const ReferenceImage& image = images_[answer.datapoint];
  const Before& before = before_[answer.datapoint];
  if (!image.predicted) return {};
  const std::vector<Detected> detected =
      detected_in(answer.prediction, rules_.kind, classes_, answer.size, rules_.sigmas.size());
  const Scene scene = scene_after(image, answer.motion, answer.size, rules_);
  const InstanceMatch matched = match(scene, above(detected, rules_.threshold), match_rules());
  const std::vector<double> now = qualities(scene, detected, match_rules());

  Damage damage;
  std::size_t at_stake = 0;
  double change = 0;
  for (std::size_t k = 0; k < scene.objects.size(); ++k) {
    const Object& object = scene.objects[k];
    if (object.ignored || !before.found[object.annotation]) continue;
    ++at_stake;
    change += before.qualities[object.annotation] - now[k];
    if (matched.found_by[k]) continue;
    damage.lost.push_back(
        {image.objects[object.annotation].annotation, mode_of_loss(object, detected, scene.size)});
  }
  const std::size_t of_nothing = count_of_nothing(matched);
  if (of_nothing > before.false_positives) {
    damage.false_positives = of_nothing - before.false_positives;
  }
  const std::size_t worse = damage.lost.size() + damage.false_positives;
  const std::size_t most = at_stake + damage.false_positives;
  if (most > 0) damage.score = static_cast<double>(worse) / static_cast<double>(most);
  if (at_stake > 0) damage.guide = change / static_cast<double>(at_stake);
  damage.mode = most_frequent(damage.lost, damage.false_positives);
  return damage;
}

Stake InstanceJudge::stake(std::size_t datapoint) const {
  const ReferenceImage& image = images_.at(datapoint);
  Stake stake;
  for (std::size_t i = 0; i < image.objects.size(); ++i) {
    if (image.objects[i].ignored) continue;
    ++stake.all;
    if (image.predicted && before_[datapoint].found[i]) ++stake.right;
  }
  return stake;
}

double best_threshold(std::span<const ReferenceImage> images, const MatchRules& rules,
                      double otherwise) {
  struct Scored {
    double score;
    bool right;
  };
  std::vector<Scored> all;
  std::size_t objects = 0;
  for (const ReferenceImage& image : images) {
    if (!image.predicted) continue;
    const InstanceMatch matched = match({image.size, image.objects, {}}, image.detected, rules);
    objects += static_cast<std::size_t>(
        std::count_if(image.objects.begin(), image.objects.end(),
                      [](const Object& object) { return !object.ignored; }));
    for (std::size_t d = 0; d < image.detected.size(); ++d) {
      if (matched.roles[d] == InstanceMatch::Role::ignored) continue;
      all.push_back({image.detected[d].score, matched.roles[d] == InstanceMatch::Role::found});
    }
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const Scored& a, const Scored& b) { return a.score > b.score; });
  double best = 0;
  double threshold = otherwise;
  std::size_t right = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    right += all[i].right ? 1U : 0U;
    if (i + 1 < all.size() && all[i + 1].score == all[i].score) continue;
    const double f1 = 2.0 * static_cast<double>(right) / static_cast<double>(objects + i + 1);
    if (f1 <= best) continue;
    best = f1;
    const double score = all[i].score;
    const double far_below = score - std::max(std::abs(score), 1e-3);
    threshold = (score + (i + 1 < all.size() ? all[i + 1].score : far_below)) / 2;
  }
  return threshold;
}

}  // namespace assay::stress
