// SPDX-License-Identifier: Apache-2.0
// Which detection holds which object, in one cell: COCO's greedy matching.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/evaluation/coco_cells.hpp"
#include "core/evaluation/coco_input.hpp"
#include "core/evaluation/coco_parameters.hpp"
#include "core/evaluation/similarity.hpp"

namespace assay::evaluation {

/// What a detection counts as.
enum class Match : std::uint8_t {
  none,     // false positive
  object,   // true positive
  ignored,  // neither: it holds an object that does not count, or is itself of another size
};

/// Works on one cell after another and keeps its memory. What it is made of must outlive it.
class CocoMatcher {
 public:
  CocoMatcher(const CocoInput& input, const Cells& cells, Similarity& similarity,
              const Parameters& parameters)
      : input_(input), cells_(cells), similarity_(similarity), parameters_(parameters) {}

  /// Takes the cell's detections, best first, at most the largest max_detections.
  void load(const Cell& cell);
  /// Of the detections taken, best first.
  std::span<const double> scores() const { return scores_; }

  /// Considers objects and detections of one range of sizes.
  void select_area(const AreaRange& area);
  /// Objects to find in the selected area.
  std::size_t objects() const { return objects_; }
  /// For each detection taken, in the selected area. The result lives until the next call.
  std::span<const Match> match(double iou_threshold);

 private:
  /// An object of the cell; `column` is its place in overlaps_.
  struct Target {
    std::size_t column;
    bool ignored;
    bool crowd;  // any number of detections may hold it
    bool id_is_zero;
    bool taken;
  };

  void take_detections(const Cell& cell);
  void take_annotations(const Cell& cell);
  void compute_overlaps();
  Target* best_target(std::size_t detection, double iou_threshold);
  Match verdict(std::size_t detection, const Target* target) const;

  const CocoInput& input_;
  const Cells& cells_;
  Similarity& similarity_;
  const Parameters& parameters_;

  std::vector<std::uint32_t> detections_;  // indices into the input, best first
  std::vector<double> scores_;
  std::vector<double> areas_;  // of detections
  std::span<const std::uint32_t> annotations_;
  std::vector<std::uint8_t> never_counts_;  // of an annotation, whatever its size
  std::vector<double> overlaps_;            // [detections, annotations]
  std::vector<std::uint8_t> may_match_;     // of a detection: some overlap reaches a threshold
  std::vector<std::uint8_t> out_of_area_;   // of a detection
  std::vector<Target> targets_;             // in order of matching: ignored ones last
  std::size_t objects_ = 0;
  std::vector<Match> matches_;
};

}  // namespace assay::evaluation
