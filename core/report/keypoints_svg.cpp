// SPDX-License-Identifier: Apache-2.0
#include "core/report/keypoints_svg.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace assay::report {
namespace {

using State = Keypoint::State;

/// The `skeleton` of COCO's category person, from 0: nose, eyes, ears, shoulders, elbows, wrists,
/// hips, knees, ankles, each left before right.
constexpr std::size_t kPersonKeypoints = 17;
constexpr std::array<std::pair<std::size_t, std::size_t>, 19> kLimbs{{{15, 13},
                                                                      {13, 11},
                                                                      {16, 14},
                                                                      {14, 12},
                                                                      {11, 12},
                                                                      {5, 11},
                                                                      {6, 12},
                                                                      {5, 6},
                                                                      {5, 7},
                                                                      {6, 8},
                                                                      {7, 9},
                                                                      {8, 10},
                                                                      {1, 2},
                                                                      {0, 1},
                                                                      {0, 2},
                                                                      {1, 3},
                                                                      {2, 4},
                                                                      {3, 5},
                                                                      {4, 6}}};

std::string limbs(const Object& object, const PictureFrame& frame) {
  if (object.keypoints.size() != kPersonKeypoints) return "";
  std::string path;
  for (const auto& [from, to] : kLimbs) {
    const Keypoint& a = object.keypoints[from];
    const Keypoint& b = object.keypoints[to];
    if (a.state == State::absent || b.state == State::absent) continue;
    path += fmt::format("M{:.1f} {:.1f}L{:.1f} {:.1f}", frame.x(a.x), frame.y(a.y), frame.x(b.x),
                        frame.y(b.y));
  }
  return path.empty() ? "" : fmt::format("<path class=\"limb\" d=\"{}\"/>", path);
}

std::string crosses(const Object& object, const PictureFrame& frame) {
  std::string path;
  for (const Keypoint& point : object.keypoints) {
    if (point.state == State::absent) continue;
    path +=
        fmt::format("M{:.1f} {:.1f}l7 7m0-7l-7 7", frame.x(point.x) - 3.5, frame.y(point.y) - 3.5);
  }
  return path.empty() ? "" : fmt::format("<path class=\"cross\" d=\"{}\"/>", path);
}

std::string dots(const Object& object, const PictureFrame& frame) {
  std::string svg;
  for (const Keypoint& point : object.keypoints) {
    if (point.state == State::absent) continue;
    svg += fmt::format("<circle class=\"{}\" cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"3.5\"/>",
                       point.state == State::visible ? "dot" : "ring", frame.x(point.x),
                       frame.y(point.y));
  }
  return svg;
}

}  // namespace

std::string keypoints_svg(const Object& object, const PictureFrame& frame) {
  const bool is_truth = !object.score;
  return limbs(object, frame) + (is_truth ? dots(object, frame) : crosses(object, frame));
}

}  // namespace assay::report
