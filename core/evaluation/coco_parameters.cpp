// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/coco_parameters.hpp"

namespace assay::evaluation {
namespace {

/// numpy.linspace(start, stop, count).
std::vector<double> linspace(double start, double stop, std::size_t count) {
  const double step = (stop - start) / static_cast<double>(count - 1);
  std::vector<double> result(count);
  for (std::size_t k = 0; k < count; ++k) result[k] = start + static_cast<double>(k) * step;
  result.back() = stop;
  return result;
}

}  // namespace

std::vector<double> coco_iou_thresholds() {
  return linspace(0.5, 0.95, 10);
}

std::vector<double> coco_recall_thresholds() {
  return linspace(0.0, 1.0, 101);
}

std::vector<AreaRange> coco_area_ranges() {
  constexpr double kSmall = 32.0 * 32.0;
  constexpr double kLarge = 96.0 * 96.0;
  constexpr double kAny = 1e5 * 1e5;
  return {
      {"all", 0, kAny}, {"small", 0, kSmall}, {"medium", kSmall, kLarge}, {"large", kLarge, kAny}};
}

std::vector<double> coco_keypoint_sigmas() {
  std::vector<double> sigmas = {.26, .25, .25,  .35,  .35, .79, .79, .72, .72,
                                .62, .62, 1.07, 1.07, .87, .87, .89, .89};
  for (double& sigma : sigmas) sigma /= 10.0;  // as pycocotools rounds them
  return sigmas;
}

Parameters keypoint_parameters() {
  Parameters parameters;
  parameters.max_detections = {20};
  std::erase_if(parameters.areas, [](const AreaRange& area) { return area.name == "small"; });
  return parameters;
}

}  // namespace assay::evaluation
