// SPDX-License-Identifier: Apache-2.0
// Written after the semantics of pycocotools' COCOeval.evaluateImg and maskApi's bbIou; the order
// of every operation and comparison matters to the last bit.
#include "core/evaluation/coco_matcher.hpp"

#include <algorithm>
#include <cmath>

namespace assay::evaluation {
namespace {

bool outside(double area, const AreaRange& range) {
  return area < range.low || area > range.high;
}

/// A threshold of 1 is reached by equal boxes in spite of rounding.
double start_value(double iou_threshold) {
  return std::min(iou_threshold, 1 - 1e-10);
}

}  // namespace

void CocoMatcher::load(const Cell& cell) {
  take_detections(cell);
  take_annotations(cell);
  compute_overlaps();
}

void CocoMatcher::take_detections(const Cell& cell) {
  const auto first = cells_.detections.begin();
  order_.assign(first + static_cast<std::ptrdiff_t>(cell.detection_begin),
                first + static_cast<std::ptrdiff_t>(cell.detection_end));
  const auto better = [&](std::uint32_t a, std::uint32_t b) {
    return input_.detections[a].score > input_.detections[b].score;
  };
  if (!std::is_sorted(order_.begin(), order_.end(), better)) {  // most cells are small or in order
    std::stable_sort(order_.begin(), order_.end(), better);
  }
  order_.resize(std::min(order_.size(), parameters_.max_detections.back()));
  detections_.clear();
  scores_.clear();
  for (const std::uint32_t i : order_) {
    const Detection& from = input_.detections[i];
    detections_.push_back({from.x, from.y, from.width, from.height});
    scores_.push_back(from.score);
  }
}

void CocoMatcher::take_annotations(const Cell& cell) {
  annotations_.clear();
  for (std::size_t i = cell.annotation_begin; i < cell.annotation_end; ++i) {
    annotations_.push_back(&input_.annotations[cells_.annotations[i]]);
  }
}

double CocoMatcher::overlap(const Box& detection, const Box& object, bool crowd) const {
  const double width = std::min(detection.width + detection.x, object.width + object.x) -
                       std::max(detection.x, object.x);
  if (width <= 0) return 0;
  const double height = std::min(detection.height + detection.y, object.height + object.y) -
                        std::max(detection.y, object.y);
  if (height <= 0) return 0;
  const double shared = width * height;
  const double detection_area = detection.width * detection.height;
  const double object_area = object.width * object.height;
  return shared / (crowd ? detection_area : (detection_area + object_area) - shared);
}

void CocoMatcher::compute_overlaps() {
  double lowest = start_value(1);
  for (const double t : parameters_.iou_thresholds) lowest = std::min(lowest, t);
  overlaps_.clear();
  may_match_.assign(detections_.size(), 0);
  for (std::size_t d = 0; d < detections_.size(); ++d) {
    for (const dataset::Annotation* of : annotations_) {
      const Box object{of->x, of->y, of->width, of->height};
      const double value = overlap(detections_[d], object, of->is_crowd);
      overlaps_.push_back(value);
      if (!(value < lowest)) may_match_[d] = 1;  // a NaN passes, as in the reference
    }
  }
}

void CocoMatcher::select_area(const AreaRange& area) {
  targets_.clear();
  for (const bool ignored : {false, true}) {
    for (std::size_t column = 0; column < annotations_.size(); ++column) {
      const dataset::Annotation& of = *annotations_[column];
      if ((of.is_crowd || outside(of.area, area)) != ignored) continue;
      targets_.push_back({column, ignored, of.is_crowd, of.id == 0, false});
    }
    if (!ignored) objects_ = targets_.size();
  }
  out_of_area_.clear();
  for (const Box& box : detections_) out_of_area_.push_back(outside(box.width * box.height, area));
}

CocoMatcher::Target* CocoMatcher::best_target(std::size_t detection, double iou_threshold) {
  if (may_match_[detection] == 0) return nullptr;
  const double* overlaps = &overlaps_[detection * annotations_.size()];
  double best = start_value(iou_threshold);
  Target* result = nullptr;
  for (Target& target : targets_) {
    if (target.taken && !target.crowd) continue;
    if (result != nullptr && !result->ignored && target.ignored) break;
    if (overlaps[target.column] < best) continue;  // so the later of equals wins
    best = overlaps[target.column];
    result = &target;
  }
  return result;
}

Match CocoMatcher::verdict(std::size_t detection, const Target* target) const {
  if (target != nullptr && target->ignored) return Match::ignored;
  // pycocotools keeps the object's id as the mark of a match, so that an id of 0 reads as none.
  if (target != nullptr && !target->id_is_zero) return Match::object;
  return out_of_area_[detection] != 0 ? Match::ignored : Match::none;
}

std::span<const Match> CocoMatcher::match(double iou_threshold) {
  for (Target& target : targets_) target.taken = false;
  matches_.clear();
  for (std::size_t d = 0; d < detections_.size(); ++d) {
    Target* target = best_target(d, iou_threshold);
    if (target != nullptr) target->taken = true;
    matches_.push_back(verdict(d, target));
  }
  return matches_;
}

}  // namespace assay::evaluation
