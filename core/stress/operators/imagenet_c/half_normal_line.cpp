// SPDX-License-Identifier: Apache-2.0
#include "core/stress/operators/imagenet_c/half_normal_line.hpp"

#include <cmath>
#include <numbers>

namespace assay::stress::imagenet_c {

std::vector<Tap> half_normal_line(int taps, double deviation, double angle_deg) {
  const double angle = angle_deg * std::numbers::pi / 180;
  std::vector<Tap> line;
  double sum = 0;
  for (int i = 0; i < taps; ++i) {
    const double weight = std::exp(-i * i / (2 * deviation * deviation));
    line.push_back({std::llround(std::ceil(i * std::cos(angle) - 0.5)),
                    std::llround(std::ceil(i * std::sin(angle) - 0.5)), weight});
    sum += weight;
  }
  for (Tap& tap : line) tap.weight /= sum;
  return line;
}

}  // namespace assay::stress::imagenet_c
