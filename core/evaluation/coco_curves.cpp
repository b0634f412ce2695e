// SPDX-License-Identifier: Apache-2.0
// Written after the semantics of pycocotools' COCOeval.accumulate. Precision is kept at true
// positives only: it cannot rise between them, so the curve's envelope is the same.
#include "core/evaluation/coco_curves.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

#include "core/base/check.hpp"

namespace assay::evaluation {

std::span<Match> CocoCurves::matches(std::size_t area, std::size_t threshold) {
  const std::size_t row = area * parameters_.iou_thresholds.size() + threshold;
  return std::span(matches_).subspan(row * capacity_, capacity_);
}

void CocoCurves::start(std::size_t detections) {
  capacity_ = detections;
  scores_.clear();
  ranks_.clear();
  objects_.assign(parameters_.areas.size(), 0);
  matches_.resize(parameters_.areas.size() * parameters_.iou_thresholds.size() * capacity_);
}

void CocoCurves::add(CocoMatcher& matcher) {
  const std::size_t offset = scores_.size();
  const std::span<const double> scores = matcher.scores();
  ASSAY_CHECK(offset + scores.size() <= capacity_);
  scores_.insert(scores_.end(), scores.begin(), scores.end());
  for (std::uint32_t rank = 0; rank < scores.size(); ++rank) ranks_.push_back(rank);
  for (std::size_t a = 0; a < parameters_.areas.size(); ++a) {
    matcher.select_area(parameters_.areas[a]);
    objects_[a] += matcher.objects();
    for (std::size_t t = 0; t < parameters_.iou_thresholds.size(); ++t) {
      const std::span<const Match> row = matcher.match(parameters_.iou_thresholds[t]);
      std::copy(row.begin(), row.end(), matches(a, t).subspan(offset).begin());
    }
  }
}

void CocoCurves::sort_by_score() {
  order_.resize(scores_.size());
  std::iota(order_.begin(), order_.end(), 0U);
  std::stable_sort(order_.begin(), order_.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return scores_[a] > scores_[b]; });
  sorted_.resize(order_.size());
  for (std::size_t i = 0; i < order_.size(); ++i) {
    sorted_[i] = {scores_[order_[i]], ranks_[order_[i]], Match::none};
  }
}

void CocoCurves::sort_matches(std::span<const Match> matches) {
  for (std::size_t i = 0; i < order_.size(); ++i) sorted_[i].match = matches[order_[i]];
}

void CocoCurves::trace(std::size_t limit) {
  points_.clear();
  double held = 0;
  double missed = 0;
  for (const Found& found : sorted_) {
    if (found.rank >= limit) continue;
    if (found.match == Match::none) missed += 1;
    if (found.match != Match::object) continue;
    held += 1;
    constexpr double kSpacing = std::numeric_limits<double>::epsilon();  // numpy.spacing(1)
    points_.push_back({held / ((missed + held) + kSpacing), found.score});
  }
  for (std::size_t i = points_.size(); i-- > 1;) {
    points_[i - 1].precision = std::max(points_[i - 1].precision, points_[i].precision);
  }
}

void CocoCurves::count_needed(std::size_t objects) {
  needed_.clear();
  std::size_t count = 0;
  for (const double recall : parameters_.recall_thresholds) {
    while (count <= objects && static_cast<double>(count) / static_cast<double>(objects) < recall) {
      ++count;
    }
    needed_.push_back(count);
  }
}

void CocoCurves::write_curve(std::size_t threshold, std::size_t category, std::size_t area,
                             std::size_t limit, Arrays& arrays) {
  const auto found = static_cast<double>(points_.size());
  arrays.recall[arrays.recall_at(threshold, category, area, limit)] =
      found / static_cast<double>(objects_[area]);
  for (std::size_t r = 0; r < needed_.size(); ++r) {
    Point point{0, 0};
    if (needed_[r] > 0 && needed_[r] <= points_.size()) point = points_[needed_[r] - 1];
    // No recall is reached by the first detection of all, whatever it counts as.
    if (needed_[r] == 0 && !sorted_.empty()) {
      point = {points_.empty() ? 0 : points_.front().precision, sorted_.front().score};
    }
    const std::size_t at = arrays.at(threshold, r, category, area, limit);
    arrays.precision[at] = point.precision;
    arrays.scores[at] = point.score;
  }
}

void CocoCurves::write(std::size_t category, Arrays& arrays) {
  sort_by_score();
  for (std::size_t a = 0; a < parameters_.areas.size(); ++a) {
    if (objects_[a] == 0) continue;  // nothing to find: -1 stays
    count_needed(objects_[a]);
    for (std::size_t t = 0; t < parameters_.iou_thresholds.size(); ++t) {
      sort_matches(matches(a, t));
      for (std::size_t m = 0; m < parameters_.max_detections.size(); ++m) {
        trace(parameters_.max_detections[m]);
        write_curve(t, category, a, m, arrays);
      }
    }
  }
}

}  // namespace assay::evaluation
