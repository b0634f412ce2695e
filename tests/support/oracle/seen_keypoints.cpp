// SPDX-License-Identifier: Apache-2.0
#include "tests/support/oracle/seen_keypoints.hpp"

#include <cmath>

#include "tests/support/oracle/traced_positions.hpp"

namespace oracle {
namespace {

using assay::image::Size;
using assay::stress::Keypoint;
using assay::stress::Motion;
using assay::stress::Object;

constexpr double kHere = 0.3;  // pixels of the first image: farther is not in the image

/// A place and what is `step` pixels to the right of it and below, followed back.
Positions corners_at(double x, double y, float step, const Motion& motion, Size size) {
  const auto left = static_cast<float>(x);
  const auto top = static_cast<float>(y);
  Positions corners;
  corners.add(left, top);
  corners.add(left + step, top);
  corners.add(left, top + step);
  trace_back(corners, motion, size);
  return corners;
}

/// Whether what is around a place is seen in a mirror: the sign of a triangle, which is larger than
/// a fold of which a pixel may be part, where that is in the image.
bool is_mirrored_at(double x, double y, const Motion& motion, Size size) {
  float step = 4;
  Positions corners = corners_at(x, y, step, motion, size);
  while (step > 0.1F && (corners.away[1] || corners.away[2])) {
    step /= 2;
    corners = corners_at(x, y, step, motion, size);
  }
  const float right_x = corners.x[1] - corners.x[0];
  const float right_y = corners.y[1] - corners.y[0];
  const float below_x = corners.x[2] - corners.x[0];
  const float below_y = corners.y[2] - corners.y[0];
  return right_x * below_y - right_y * below_x < 0;
}

}  // namespace

SeenKeypoints::SeenKeypoints(const std::vector<Object>& objects) : objects_(objects) {
  for (const Object& object : objects) {
    for (const Keypoint& one : object.keypoints) {
      Nearest nearest;
      nearest.wanted_x = one.x + 0.5;  // its number is of a pixel, it is in the middle of that
      nearest.wanted_y = one.y + 0.5;
      nearest_.push_back(nearest);
    }
  }
}

void SeenKeypoints::look(double x, double y, double from_x, double from_y) {
  for (Nearest& one : nearest_) {
    const double dx = from_x - one.wanted_x;
    if (std::abs(dx) >= one.distance) continue;  // as nearly all are
    const double distance = std::hypot(dx, from_y - one.wanted_y);
    if (distance >= one.distance) continue;
    one.x = x;
    one.y = y;
    one.distance = distance;
  }
}

SeenKeypoints::Nearest SeenKeypoints::refined(const Nearest& from, const Motion& motion,
                                              Size size) const {
  Nearest best = from;
  for (double step = 0.2; step > 0.001; step /= 2) {
    Positions around;
    for (int j = -2; j <= 2; ++j) {
      for (int i = -2; i <= 2; ++i) {
        around.add(static_cast<float>(best.x + i * step), static_cast<float>(best.y + j * step));
      }
    }
    const Positions places = around;
    trace_back(around, motion, size);
    for (std::size_t i = 0; i < around.size(); ++i) {
      if (around.away[i]) continue;
      const double distance = std::hypot(around.x[i] - best.wanted_x, around.y[i] - best.wanted_y);
      if (distance >= best.distance) continue;
      best.x = places.x[i];
      best.y = places.y[i];
      best.distance = distance;
    }
  }
  return best;
}

std::vector<std::vector<double>> SeenKeypoints::found(const Motion& motion, Size size) const {
  std::vector<std::vector<double>> all;
  std::size_t next = 0;
  for (const Object& object : objects_) {
    std::vector<double> triples;
    int mirrored = 0;
    for (const Keypoint& one : object.keypoints) {
      const Nearest place = refined(nearest_[next++], motion, size);
      const bool is_there = one.visibility > 0 && place.distance < kHere;
      if (is_there) mirrored += is_mirrored_at(place.x, place.y, motion, size) ? 1 : -1;
      triples.insert(triples.end(), {is_there ? place.x - 0.5 : 0, is_there ? place.y - 0.5 : 0,
                                     is_there ? 1.0 : 0.0});
    }
    std::vector<double>& called = all.emplace_back(triples);
    if (mirrored <= 0) continue;
    for (std::size_t i = 0; i < object.opposite.size(); ++i) {
      for (std::size_t k = 0; k < 3; ++k) called[3 * i + k] = triples[3 * object.opposite[i] + k];
    }
  }
  return all;
}

}  // namespace oracle
