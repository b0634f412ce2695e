// SPDX-License-Identifier: Apache-2.0
// The precision-recall curves of one category, from the matches of all its cells.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/evaluation/coco_arrays.hpp"
#include "core/evaluation/coco_matcher.hpp"

namespace assay::evaluation {

/// Filled cell by cell (images ascending), then written into the arrays. Keeps its memory.
class CocoCurves {
 public:
  explicit CocoCurves(const Parameters& parameters) : parameters_(parameters) {}

  /// For a category whose cells have at most so many detections in all.
  void start(std::size_t detections);
  /// Matches the loaded cell at every size and threshold.
  void add(CocoMatcher& matcher);
  /// Writes the category's part of the arrays.
  void write(std::size_t category, Arrays& arrays);

 private:
  /// At each true positive in order of score.
  struct Point {
    double precision;
    double score;
  };

  struct Found {
    double score;
    std::uint32_t rank;  // in its cell
    Match match;
  };

  std::span<Match> matches(std::size_t area, std::size_t threshold);
  void sort_by_score();
  void sort_matches(std::span<const Match> matches);
  void trace(std::size_t limit);
  void write_curve(std::size_t threshold, std::size_t category, std::size_t area, std::size_t limit,
                   Arrays& arrays);
  /// For each recall threshold how many true positives reach it.
  void count_needed(std::size_t objects);

  const Parameters& parameters_;
  std::size_t capacity_ = 0;
  std::vector<double> scores_;
  std::vector<std::uint32_t> ranks_;
  std::vector<std::size_t> objects_;  // [areas]
  std::vector<Match> matches_;        // [areas, thresholds, capacity_]
  std::vector<std::uint32_t> order_;  // of detections, best first
  std::vector<Found> sorted_;         // in that order, at one size and threshold
  std::vector<Point> points_;
  std::vector<std::size_t> needed_;  // [recalls]
};

}  // namespace assay::evaluation
