// SPDX-License-Identifier: Apache-2.0
// Which of a network's many overlapping boxes are kept.
#pragma once

#include <opencv2/core.hpp>
#include <vector>

namespace opencv_dnn {

/// What a head makes of a network's outputs: boxes with one score for each class.
struct Decoded {
  std::vector<cv::Vec4d> boxes;  // x, y, width, height, in pixels of the network's input
  cv::Mat scores;                // f32 [boxes, classes]
  cv::Mat extras;                // f32 [boxes, any]: what else is known of each, or empty
};

struct Candidate {
  cv::Vec4d box;  // x, y, width, height
  float score = 0;
  int class_index = 0;
  int row = 0;  // of its box in Decoded
};

/// Which classes of a box may become candidates.
enum class ClassChoice {
  all,   // every class above the threshold: a box may be found as several
  best,  // its best class only
};

/// The (box, class) pairs whose score is greater than `threshold`, box by box.
std::vector<Candidate> candidates_of(const Decoded& decoded, float threshold, ClassChoice choice);

/// Greedy suppression within each class: in order of falling score (equal ones stay in their
/// order), a candidate is dropped when its IoU with a kept one of its class is greater than `iou`.
/// Stops after `top_k`.
std::vector<Candidate> suppress(std::vector<Candidate> candidates, double iou, std::size_t top_k);

}  // namespace opencv_dnn
