// SPDX-License-Identifier: Apache-2.0
#include "core/stress/score/instance_match.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace assay::stress {
namespace {

constexpr double kMostlyCopied = 0.5;

bool is_of(const Detected& detected, const Object& object) {
  return detected.category && static_cast<std::int64_t>(*detected.category) == object.category_id;
}

/// The part of a box that shows what a border repeats.
double copied_part(const Scene& scene, const Box& box) {
  if (scene.copied.empty()) return 0;
  const auto place = [](double value, std::int64_t side) {
    return std::clamp<std::int64_t>(static_cast<std::int64_t>(std::floor(value)), 0, side);
  };
  const std::int64_t left = place(box.x1, scene.size.width);
  const std::int64_t right = std::max(left, place(std::ceil(box.x2), scene.size.width));
  const std::int64_t top = place(box.y1, scene.size.height);
  const std::int64_t bottom = std::max(top, place(std::ceil(box.y2), scene.size.height));
  std::int64_t count = 0;
  for (std::int64_t y = top; y < bottom; ++y) {
    const auto row = scene.copied.begin() + y * scene.size.width;
    count += std::count(row + left, row + right, std::uint8_t{1});
  }
  const std::int64_t area = (right - left) * (bottom - top);
  return area > 0 ? static_cast<double>(count) / static_cast<double>(area) : 0;
}

/// The objects of its class that it may be of, the most alike first; of those that are (or are
/// not) to be ignored.
std::vector<std::size_t> objects_like(const Scene& scene, const Detected& detected,
                                      const MatchRules& rules, bool ignored) {
  std::vector<std::pair<double, std::size_t>> alike;
  for (std::size_t i = 0; i < scene.objects.size(); ++i) {
    const Object& object = scene.objects[i];
    if (object.ignored != ignored || !is_of(detected, object)) continue;
    const double similar = similarity(object, detected, rules.similarity, scene.size);
    if (similar >= rules.enough) alike.emplace_back(similar, i);
  }
  std::sort(alike.rbegin(), alike.rend());
  std::vector<std::size_t> objects;
  for (const auto& [similar, object] : alike) objects.push_back(object);
  return objects;
}

/// What a detection may be of.
struct Candidates {
  std::vector<std::size_t> objects;  // to be found, the most alike first
  bool nobodys = false;              // something that is ignored, or copied
};

Candidates candidates_of(const Scene& scene, const Detected& detected, const MatchRules& rules) {
  return {objects_like(scene, detected, rules, false),
          !objects_like(scene, detected, rules, true).empty() ||
              copied_part(scene, detected.box) > kMostlyCopied};
}

/// Gives objects to detections, one after the other.
class Finder {
 public:
  explicit Finder(std::size_t objects) : found_by(objects) {}

  /// For the next detection. What was found before stays found, if by another.
  void add(Candidates candidates) {
    const std::size_t detection = may_be_.size();
    may_be_.push_back(std::move(candidates));
    for (const std::size_t object : may_be_[detection].objects) {
      if (found_by[object]) continue;
      found_by[object] = detection;
      return;
    }
    // First so that one more is found. Else what cannot be nobody's takes the place of what can.
    std::vector<bool> tried(found_by.size());
    if (take_from_others(detection, false, tried) || may_be_[detection].nobodys) return;
    tried.assign(found_by.size(), false);
    take_from_others(detection, true, tried);
  }

  std::vector<InstanceMatch::Role> roles() const {
    std::vector<InstanceMatch::Role> roles;
    for (const Candidates& one : may_be_) {
      roles.push_back(one.nobodys ? InstanceMatch::Role::ignored : InstanceMatch::Role::of_nothing);
    }
    for (const auto& detection : found_by) {
      if (detection) roles[*detection] = InstanceMatch::Role::found;
    }
    return roles;
  }

  std::vector<std::optional<std::size_t>> found_by;

 private:
  /// Those that have what it may be of move on to what else they may be of (an augmenting path), or
  /// with `may_drop` to nothing, where they may be nobody's.
  bool take_from_others(std::size_t detection, bool may_drop, std::vector<bool>& tried) {
    for (const std::size_t object : may_be_[detection].objects) {
      if (tried[object]) continue;
      tried[object] = true;
      if (found_by[object] && !can_move_on(*found_by[object], may_drop, tried)) continue;
      found_by[object] = detection;
      return true;
    }
    return false;
  }

  bool can_move_on(std::size_t detection, bool may_drop, std::vector<bool>& tried) {
    return take_from_others(detection, may_drop, tried) || (may_drop && may_be_[detection].nobodys);
  }

  std::vector<Candidates> may_be_;  // of each detection
};

}  // namespace

InstanceMatch match(const Scene& scene, const std::vector<Detected>& detected,
                    const MatchRules& rules) {
  Finder finder(scene.objects.size());
  for (const Detected& one : detected) finder.add(candidates_of(scene, one, rules));
  return {finder.found_by, finder.roles()};
}

std::vector<double> qualities(const Scene& scene, const std::vector<Detected>& detected,
                              const MatchRules& rules) {
  struct Pair {
    double quality;
    std::size_t object, detection;
  };
  std::vector<Pair> pairs;
  for (std::size_t i = 0; i < scene.objects.size(); ++i) {
    if (scene.objects[i].ignored) continue;
    for (std::size_t d = 0; d < detected.size(); ++d) {
      if (!is_of(detected[d], scene.objects[i])) continue;
      const double alike = similarity(scene.objects[i], detected[d], rules.similarity, scene.size);
      if (alike > 0) pairs.push_back({alike * detected[d].score, i, d});
    }
  }
  std::stable_sort(pairs.begin(), pairs.end(),
                   [](const Pair& a, const Pair& b) { return a.quality > b.quality; });
  std::vector<double> best(scene.objects.size(), 0);
  std::vector<bool> object_done(scene.objects.size());
  std::vector<bool> detection_done(detected.size());
  for (const Pair& pair : pairs) {
    if (object_done[pair.object] || detection_done[pair.detection]) continue;
    object_done[pair.object] = detection_done[pair.detection] = true;
    best[pair.object] = pair.quality;
  }
  return best;
}

}  // namespace assay::stress
