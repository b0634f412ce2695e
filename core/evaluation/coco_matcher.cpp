// SPDX-License-Identifier: Apache-2.0
// Written after the semantics of pycocotools' COCOeval.evaluateImg; the order of every comparison
// matters.
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
  detections_.assign(first + static_cast<std::ptrdiff_t>(cell.detection_begin),
                     first + static_cast<std::ptrdiff_t>(cell.detection_end));
  const auto better = [&](std::uint32_t a, std::uint32_t b) {
    return input_.detections[a].score > input_.detections[b].score;
  };
  if (!std::is_sorted(detections_.begin(), detections_.end(), better)) {  // most cells are in order
    std::stable_sort(detections_.begin(), detections_.end(), better);
  }
  detections_.resize(std::min(detections_.size(), parameters_.max_detections.back()));
  scores_.clear();
  areas_.clear();
  for (const std::uint32_t i : detections_) {
    const Detection& from = input_.detections[i];
    scores_.push_back(from.score);
    areas_.push_back(input_.areas.empty() ? from.width * from.height : input_.areas[i]);
  }
}

void CocoMatcher::take_annotations(const Cell& cell) {
  annotations_ = std::span(cells_.annotations)
                     .subspan(cell.annotation_begin, cell.annotation_end - cell.annotation_begin);
  never_counts_.clear();
  for (const std::uint32_t i : annotations_) {
    const dataset::Annotation& of = input_.annotations[i];
    never_counts_.push_back(of.is_crowd || of.is_difficult || similarity_.ignores(of) ? 1 : 0);
  }
}

void CocoMatcher::compute_overlaps() {
  double lowest = start_value(1);
  for (const double t : parameters_.iou_thresholds) lowest = std::min(lowest, t);
  overlaps_.resize(detections_.size() * annotations_.size());
  similarity_.fill({detections_, annotations_}, lowest, overlaps_);
  may_match_.assign(detections_.size(), 0);
  auto next = overlaps_.begin();
  for (std::uint8_t& may_match : may_match_) {
    for (std::size_t column = 0; column < annotations_.size(); ++column) {
      if (!(*next++ < lowest)) may_match = 1;  // a NaN passes, as in the reference
    }
  }
}

void CocoMatcher::select_area(const AreaRange& area) {
  targets_.clear();
  for (const bool ignored : {false, true}) {
    for (std::size_t column = 0; column < annotations_.size(); ++column) {
      const dataset::Annotation& of = input_.annotations[annotations_[column]];
      if ((never_counts_[column] != 0 || outside(of.area, area)) != ignored) continue;
      targets_.push_back({column, ignored, of.is_crowd, of.id == 0, false});
    }
    if (!ignored) objects_ = targets_.size();
  }
  out_of_area_.clear();
  for (const double size : areas_) out_of_area_.push_back(outside(size, area));
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
