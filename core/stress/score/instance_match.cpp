// SPDX-License-Identifier: Apache-2.0
#include "core/stress/score/instance_match.hpp"

#include <algorithm>
#include <cmath>

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

/// The most alike of the free objects of its class that are (or are not) to be ignored.
std::optional<std::size_t> best_object(const Scene& scene, const Detected& detected,
                                       const MatchRules& rules, const InstanceMatch& match,
                                       bool ignored) {
  std::optional<std::size_t> best;
  double best_similarity = rules.enough;
  for (std::size_t i = 0; i < scene.objects.size(); ++i) {
    const Object& object = scene.objects[i];
    if (object.ignored != ignored || !is_of(detected, object)) continue;
    if (!ignored && match.found_by[i]) continue;
    const double alike = similarity(object, detected, rules.similarity, scene.size);
    if (alike < best_similarity) continue;
    best_similarity = alike;
    best = i;
  }
  return best;
}

}  // namespace

InstanceMatch match(const Scene& scene, const std::vector<Detected>& detected,
                    const MatchRules& rules) {
  InstanceMatch result;
  result.found_by.resize(scene.objects.size());
  for (std::size_t d = 0; d < detected.size(); ++d) {
    if (const auto object = best_object(scene, detected[d], rules, result, false)) {
      result.found_by[*object] = d;
      result.roles.push_back(InstanceMatch::Role::found);
    } else if (best_object(scene, detected[d], rules, result, true) ||
               copied_part(scene, detected[d].box) > kMostlyCopied) {
      result.roles.push_back(InstanceMatch::Role::ignored);
    } else {
      result.roles.push_back(InstanceMatch::Role::of_nothing);
    }
  }
  return result;
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
