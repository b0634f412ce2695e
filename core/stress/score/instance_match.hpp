// SPDX-License-Identifier: Apache-2.0
// Which of the objects that are there were found, and which detections are of nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/stress/score/detected.hpp"

namespace assay::stress {

struct MatchRules {
  SimilarityRules similarity;
  double enough = 0.5;  // similarity at which something is found
};

/// What one image shows: its objects, whose `category_id` is an index into Dataset::categories, and
/// pixels that a border repeats (empty: none), where detections are nobody's fault.
struct Scene {
  image::Size size;
  std::vector<Object> objects;
  std::vector<std::uint8_t> copied;
};

struct InstanceMatch {
  /// Of each object the detection that found it.
  std::vector<std::optional<std::size_t>> found_by;
  /// Of each detection: it found an object, it is of something that is ignored, or it is of
  /// nothing.
  enum class Role : std::uint8_t { found, ignored, of_nothing };
  std::vector<Role> roles;
};

/// As COCO does, detections by descending score take the object of their class that is most alike
/// and not taken, those to be found before those to be ignored; but where all that one may be of
/// are taken, others move on to what else they may be of. So as many objects are found as can be,
/// also where boxes are wide ranges side by side.
InstanceMatch match(const Scene& scene, const std::vector<Detected>& detected,
                    const MatchRules& rules);

/// How well each object is found, 0 to 1, without a threshold: the largest product of similarity
/// and score, each detection used once.
std::vector<double> qualities(const Scene& scene, const std::vector<Detected>& detected,
                              const MatchRules& rules);

}  // namespace assay::stress
