// SPDX-License-Identifier: Apache-2.0
#include "nms.hpp"

#include <algorithm>

namespace opencv_dnn {
namespace {

double area_of(const cv::Vec4d& box) {
  return box[2] * box[3];
}

double intersection_of(const cv::Vec4d& a, const cv::Vec4d& b) {
  const double width = std::min(a[0] + a[2], b[0] + b[2]) - std::max(a[0], b[0]);
  const double height = std::min(a[1] + a[3], b[1] + b[3]) - std::max(a[1], b[1]);
  return std::max(width, 0.0) * std::max(height, 0.0);
}

bool overlaps(const Candidate& kept, const Candidate& other, double iou) {
  if (kept.class_index != other.class_index) return false;
  const double intersection = intersection_of(kept.box, other.box);
  const double join = area_of(kept.box) + area_of(other.box) - intersection;
  return intersection > iou * join;
}

}  // namespace

std::vector<Candidate> candidates_of(const Decoded& decoded, float threshold, ClassChoice choice) {
  std::vector<Candidate> candidates;
  for (int row = 0; row < decoded.scores.rows; ++row) {
    const float* const scores = decoded.scores.ptr<float>(row);
    const float* const end = scores + decoded.scores.cols;
    const cv::Vec4d& box = decoded.boxes[static_cast<std::size_t>(row)];
    if (choice == ClassChoice::best) {
      const float* const best = std::max_element(scores, end);
      if (*best > threshold)
        candidates.push_back({box, *best, static_cast<int>(best - scores), row});
      continue;
    }
    for (const float* score = scores; score != end; ++score) {
      const auto class_index = static_cast<int>(score - scores);
      if (*score > threshold) candidates.push_back({box, *score, class_index, row});
    }
  }
  return candidates;
}

std::vector<Candidate> suppress(std::vector<Candidate> candidates, double iou, std::size_t top_k) {
  std::stable_sort(candidates.begin(), candidates.end(),
                   [](const Candidate& a, const Candidate& b) { return a.score > b.score; });
  std::vector<Candidate> kept;
  for (const Candidate& one : candidates) {
    if (kept.size() >= top_k) break;
    const bool is_duplicate = std::any_of(
        kept.begin(), kept.end(), [&](const Candidate& k) { return overlaps(k, one, iou); });
    if (!is_duplicate) kept.push_back(one);
  }
  return kept;
}

}  // namespace opencv_dnn
