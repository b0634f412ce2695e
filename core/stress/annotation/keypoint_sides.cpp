// SPDX-License-Identifier: Apache-2.0
#include "core/stress/annotation/keypoint_sides.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include "core/base/letters.hpp"
#include "core/stress/annotation/move_points.hpp"

namespace assay::stress {
namespace {

bool is_letter(char c) {
  return c >= 'a' && c <= 'z';
}

/// Replaces the first of `from` that is a word of its own, or also a part of one.
std::optional<std::string> replaced(const std::string& name, const std::string& from,
                                    const std::string& to, bool also_part) {
  for (std::size_t at = name.find(from); at != std::string::npos; at = name.find(from, at + 1)) {
    const std::size_t end = at + from.size();
    const bool begins = at == 0 || !is_letter(name[at - 1]);
    const bool ends = end == name.size() || !is_letter(name[end]);
    if (also_part || (begins && ends)) {
      return name.substr(0, at) + to + name.substr(end);
    }
  }
  return std::nullopt;
}

/// What the keypoint of the other side may be called.
std::vector<std::string> other_names(const std::string& name) {
  std::vector<std::string> names;
  const auto add = [&](const char* from, const char* to, bool also_part) {
    if (auto other = replaced(name, from, to, also_part)) names.push_back(*std::move(other));
  };
  add("left", "right", true);
  add("right", "left", true);
  add("l", "r", false);
  add("r", "l", false);
  return names;
}

/// 1 where what is around a position is seen as it is, -1 in a mirror; 0: not seen. By points that
/// are `step` pixels from one another.
int orientation(const WarpChain& warps, Point at, double step) {
  const auto here = moved(warps, at);
  const auto right = moved(warps, {at.x + step, at.y});
  const auto below = moved(warps, {at.x, at.y + step});
  if (!here || !right || !below) return 0;
  const double determinant =
      (right->x - here->x) * (below->y - here->y) - (right->y - here->y) * (below->x - here->x);
  return determinant < 0 ? -1 : 1;
}

}  // namespace

std::vector<std::size_t> opposite_sides(const std::vector<std::string>& names) {
  std::map<std::string, std::size_t> places;
  for (std::size_t i = 0; i < names.size(); ++i) places[lower_case(names[i])] = i;
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < names.size(); ++i) {
    found.push_back(i);
    for (const std::string& name : other_names(lower_case(names[i]))) {
      const auto other = places.find(name);
      if (other != places.end()) found.back() = other->second;
    }
  }
  std::vector<std::size_t> opposite;
  bool any = false;
  for (std::size_t i = 0; i < found.size(); ++i) {
    const bool mutual = found[found[i]] == i;  // not so where a name is there twice
    opposite.push_back(mutual ? found[i] : i);
    any = any || opposite.back() != i;
  }
  return any ? opposite : std::vector<std::size_t>();
}

bool are_mirrored(std::span<const Keypoint> keypoints, const WarpChain& warps) {
  // Further than a fold is wide, in which a little of an object is turned over and the object is
  // not.
  const double step = 1 + width_of_folds(warps);
  int sum = 0;
  for (const Keypoint& keypoint : keypoints) {
    if (keypoint.visibility == 0) continue;
    sum += orientation(warps, {keypoint.x + 0.5, keypoint.y + 0.5}, step);
  }
  return sum < 0;
}

}  // namespace assay::stress
