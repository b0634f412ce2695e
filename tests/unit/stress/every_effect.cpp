// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/stress/every_effect.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "core/stress/apply_effect.hpp"
#include "tests/unit/stress/picture.hpp"

namespace assay::stress {
namespace {

Values values_at(const Operator& one, double part) {
  Values values(one);
  for (const AxisFacts& axis : one.axes) {
    if (axis.growth == Growth::none) continue;
    const double number = axis.range.first + part * (axis.range.second - axis.range.first);
    if (axis.type == AxisType::boolean) values.set(axis.name, part > 0.5);
    if (axis.type == AxisType::real) values.set(axis.name, number);
    if (axis.type == AxisType::integer) {
      values.set(axis.name, static_cast<std::int64_t>(std::llround(number)));
    }
  }
  return values;
}

Picture after(const Picture& picture, const Values& values, std::uint64_t seed,
              std::uint8_t before) {
  Picture result{picture.size, std::vector<std::uint8_t>(picture.rgb.size(), before)};
  Workspace workspace;
  const Stream random({seed, "picture.png", values.of().name, 0});
  apply_effect(values.of().effect(values, {picture.size, random}), picture.view(),
               result.writable(), workspace);
  return result;
}

}  // namespace

void expect_good_manners(const std::vector<Operator>& operators, const std::vector<double>& parts) {
  const std::vector<image::Size> sizes{{1, 1}, {1, 9},   {9, 1},  {2, 2},
                                       {3, 5}, {17, 12}, {70, 3}, {64, 48}};
  for (const Operator& one : operators) {
    SCOPED_TRACE(one.name);
    EXPECT_TRUE(std::holds_alternative<Unchanged>(
        one.effect(Values(one), {{64, 48}, Stream({1, "a", "b", 0})})));
    for (const double part : parts) {
      const Values values = values_at(one, part);
      for (const image::Size size : sizes) {
        const Picture picture = scene(size);
        const Picture first = after(picture, values, 1, 0);
        // What is not written would show what was there before.
        EXPECT_EQ(first, after(picture, values, 1, 255))
            << part << " " << size.width << "x" << size.height;
      }
    }
  }
}

}  // namespace assay::stress
