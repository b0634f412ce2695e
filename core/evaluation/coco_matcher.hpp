// SPDX-License-Identifier: Apache-2.0
// Which detection holds which object, in one cell: COCO's greedy matching.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/evaluation/coco_boxes.hpp"
#include "core/evaluation/coco_cells.hpp"

namespace assay::evaluation {

/// What a detection counts as.
enum class Match : std::uint8_t {
  none,     // false positive
  object,   // true positive
  ignored,  // neither: it holds a crowd or an object of another size, or is itself of another size
};

/// Works on one cell after another and keeps its memory. Input, cells and parameters must outlive
/// it.
class CocoMatcher {
 public:
  CocoMatcher(const BoxInput& input, const Cells& cells, const Parameters& parameters)
      : input_(input), cells_(cells), parameters_(parameters) {}

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
  struct Box {
    double x, y, width, height;
  };
  /// An object of the cell; `column` is its place in overlaps_.
  struct Target {
    std::size_t column;
    bool ignored;
    bool crowd;
    bool id_is_zero;
    bool taken;
  };

  void take_detections(const Cell& cell);
  void take_annotations(const Cell& cell);
  void compute_overlaps();
  double overlap(const Box& detection, const Box& object, bool crowd) const;
  Target* best_target(std::size_t detection, double iou_threshold);
  Match verdict(std::size_t detection, const Target* target) const;

  const BoxInput& input_;
  const Cells& cells_;
  const Parameters& parameters_;

  std::vector<std::uint32_t> order_;
  std::vector<Box> detections_;
  std::vector<double> scores_;
  std::vector<const dataset::Annotation*> annotations_;
  std::vector<double> overlaps_;           // [detections, annotations]
  std::vector<std::uint8_t> may_match_;    // of a detection: some overlap reaches a threshold
  std::vector<std::uint8_t> out_of_area_;  // of a detection
  std::vector<Target> targets_;            // in order of matching: ignored ones last
  std::size_t objects_ = 0;
  std::vector<Match> matches_;
};

}  // namespace assay::evaluation
