// SPDX-License-Identifier: Apache-2.0
#include "core/stress/annotation/move_classes.hpp"

#include "core/stress/annotation/hidden_pixels.hpp"

namespace assay::stress {
namespace {

constexpr std::uint16_t kNowhere = 65535;  // -1 as resample_labels() takes it

}  // namespace

std::vector<std::int32_t> move_classes(const std::vector<std::int32_t>& classes, image::Size size,
                                       const WarpChain& warps, Workspace& workspace) {
  if (warps.empty()) return classes;
  std::vector<std::uint16_t> labels;
  labels.reserve(classes.size());
  for (const std::int32_t one : classes) {
    labels.push_back(one < 0 ? kNowhere : static_cast<std::uint16_t>(one));
  }
  std::vector<std::uint16_t> moved(labels.size());
  resample_labels(warps, labels, size, kNowhere, moved, workspace);
  std::vector<std::int32_t> result;
  result.reserve(moved.size());
  for (const std::uint16_t one : moved) result.push_back(one == kNowhere ? -1 : one);
  return result;
}

std::vector<std::int32_t> seen_classes(const std::vector<std::int32_t>& classes, image::Size size,
                                       const Motion& motion, Workspace& workspace) {
  std::vector<std::int32_t> result = move_classes(classes, size, warps_of(motion), workspace);
  const std::vector<std::uint8_t> hidden = hidden_pixels(motion, size, workspace);
  for (std::size_t i = 0; i < hidden.size(); ++i) {
    if (hidden[i] != 0) result[i] = -1;
  }
  return result;
}

}  // namespace assay::stress
