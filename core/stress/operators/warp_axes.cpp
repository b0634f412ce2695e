// SPDX-License-Identifier: Apache-2.0
#include "core/stress/operators/warp_axes.hpp"

namespace assay::stress {
namespace {

std::vector<AxisValue> zero_to_four() {
  std::vector<AxisValue> values;
  for (std::int64_t i = 0; i <= 4; ++i) values.emplace_back(i);
  return values;
}

}  // namespace

AxisFacts interpolation_axis() {
  AxisFacts axis = mode("interpolation", zero_to_four(),
                        "0 nearest, 1 linear, 2 cubic, 3 area (linear here), 4 Lanczos");
  axis.neutral = std::int64_t{1};
  return axis;
}

AxisFacts border_axis(BorderMode otherwise) {
  AxisFacts axis = mode("border_mode", zero_to_four(),
                        "0 one colour, 1 replicate, 2 reflect, 3 wrap, 4 reflect without the edge");
  axis.neutral = static_cast<std::int64_t>(otherwise);
  return axis;
}

Interpolation interpolation_of(const Values& values) {
  return static_cast<Interpolation>(values.integer("interpolation"));
}

Border border_of(const Values& values, std::string_view color_axis_name) {
  Border border{static_cast<BorderMode>(values.integer("border_mode")), {}};
  if (!color_axis_name.empty()) {
    const Color color = values.color(color_axis_name);
    border.color = {color.red, color.green, color.blue};
  }
  return border;
}

}  // namespace assay::stress
