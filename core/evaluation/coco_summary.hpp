// SPDX-License-Identifier: Apache-2.0
// The numbers that COCO makes of the arrays: twelve of boxes and masks, ten of keypoints.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/evaluation/coco_arrays.hpp"
#include "core/evaluation/coco_parameters.hpp"

namespace assay::evaluation {

/// -1 is COCO's "there is nothing to find"; nullopt means not defined (null in summary.json).
struct Metric {
  std::string name;
  std::optional<double> value;
  bool operator==(const Metric&) const = default;
};
using Summary = std::vector<Metric>;

/// AP, AP50, AP75, APs, APm, APl, AR1, AR10, AR100, ARs, ARm, ARl, in this order. As pycocotools:
///   - AP is taken at 100 detections, and is -1 when max_detections has no 100;
///   - the other APs and ARs, ARm, ARl are taken at the third of max_detections (the last when
///   there
///     are fewer);
///   - AR1, AR10, AR100 stand for the first, second, third; not defined when there is none;
///   - s, m, l are the areas named small, medium, large; -1 when there is none of that name;
///   - means are numpy's, bit for bit: pairwise in blocks of 8192.
Summary summarise(const Arrays& arrays, const Parameters& parameters = {});

/// AP, AP50, AP75, APm, APl, AR, AR50, AR75, ARm, ARl, in this order. As pycocotools: all at 20
/// detections, and -1 when max_detections has no 20.
Summary summarise_keypoints(const Arrays& arrays,
                            const Parameters& parameters = keypoint_parameters());

/// AP of each category (first area, last max_detections), in the order of Arrays::category_ids; -1
/// where there is nothing to find.
std::vector<double> precision_per_category(const Arrays& arrays);

/// numpy.mean of contiguous doubles, bit for bit. Not empty.
double numpy_mean(std::span<const double> values);

}  // namespace assay::evaluation
