// SPDX-License-Identifier: Apache-2.0
// A model that sees each pixel of the transformed image for what it is must never be blamed: the
// boxes that annotations get are those of the pixels that the object has in the transformed image.
#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/stress/annotation/move_objects.hpp"
#include "core/stress/annotation/polygon_clip.hpp"
#include "tests/unit/stress/picture.hpp"

namespace assay::stress {
namespace {

constexpr image::Size kSize{160, 120};

struct Shape {
  std::string name;
  Polygon outline;
};

Polygon ellipse(double x, double y, double a, double b) {
  Polygon polygon;
  for (int i = 0; i < 120; ++i) {
    const double angle = 2 * std::numbers::pi * i / 120;
    polygon.insert(polygon.end(), {x + a * std::cos(angle), y + b * std::sin(angle)});
  }
  return polygon;
}

std::vector<Shape> shapes() {
  return {{"disc", ellipse(80, 60, 25, 25)},
          {"flat", ellipse(70, 50, 40, 6)},
          {"triangle", {40, 30, 100, 40, 60, 90}},
          {"slanted bar", {30, 30, 34, 28, 110, 90, 106, 92}},
          {"near the corner", ellipse(140, 105, 15, 10)},
          {"small", {80, 60, 84, 60, 84, 64, 80, 64}},
          {"one pixel", {100, 50, 101, 50, 101, 51, 100, 51}}};
}

/// The object in white on black, of which nothing else is seen after a transformation.
Picture drawn(const Polygon& outline) {
  const auto mask = image::decode_mask(image::fill_polygon(outline, kSize));
  return painted(kSize, [&](std::int64_t x, std::int64_t y) {
    const bool object = mask[static_cast<std::size_t>(y * kSize.width + x)] != 0;
    return object ? image::Rgb{255, 255, 255} : image::Rgb{0, 0, 0};
  });
}

/// The box of what is more white than black; where that is nothing, of the brightest pixels.
std::optional<Box> seen_box(const Picture& picture) {
  const std::uint8_t brightest = *std::max_element(picture.rgb.begin(), picture.rgb.end());
  if (brightest < 40) return std::nullopt;
  const std::uint8_t enough = std::min<std::uint8_t>(128, brightest);
  Box box{1e9, 1e9, -1e9, -1e9};
  for (std::int64_t y = 0; y < kSize.height; ++y) {
    for (std::int64_t x = 0; x < kSize.width; ++x) {
      if (picture.at(x, y, 0) < enough) continue;
      const auto left = static_cast<double>(x);
      const auto top = static_cast<double>(y);
      box = {std::min(box.x1, left), std::min(box.y1, top), std::max(box.x2, left + 1),
             std::max(box.y2, top + 1)};
    }
  }
  return box;
}

double iou(const Box& a, const Box& b) {
  const double w = std::min(a.x2, b.x2) - std::max(a.x1, b.x1);
  const double h = std::min(a.y2, b.y2) - std::max(a.y1, b.y1);
  if (w <= 0 || h <= 0) return 0;
  const double both = w * h;
  return both / ((a.x2 - a.x1) * (a.y2 - a.y1) + (b.x2 - b.x1) * (b.y2 - b.y1) - both);
}

struct Case {
  const Operator* of;
  std::size_t axis;
  double value;
  std::uint64_t seed;
};

std::vector<Case> cases() {
  std::vector<Case> all;
  for (const Operator& one : catalogue().all()) {
    if (one.category != Category::geometric) continue;
    for (std::size_t a = 0; a < one.axes.size(); ++a) {
      const AxisFacts& axis = one.axes[a];
      if (axis.growth == Growth::none) continue;
      const auto [low, high] = axis.type == AxisType::boolean ? std::pair{0.0, 1.0} : axis.range;
      for (const double part : {0.0, 0.2, 0.4, 0.6, 0.8, 1.0}) {
        for (const std::uint64_t seed : {1U, 2U}) {
          all.push_back({&one, a, low + part * (high - low), seed});
        }
      }
    }
  }
  return all;
}

Effect effect_for(const Case& one) {
  Values values(*one.of);
  const AxisFacts& axis = one.of->axes[one.axis];
  if (axis.type == AxisType::boolean) {
    values.set(axis.name, one.value > 0.5);
  } else if (axis.type == AxisType::integer) {
    values.set(axis.name, static_cast<std::int64_t>(one.value));
  } else {
    values.set(axis.name, one.value);
  }
  // What is copied by a border that repeats is another object, which this test does not look for.
  for (const AxisFacts& other : one.of->axes) {
    if (other.name == "border_mode") values.set("border_mode", std::int64_t{0});
    if (other.name == "border_color") values.set("border_color", Color{});
  }
  return one.of->effect(values, {kSize, Stream({one.seed, "picture.png", "node", 0})});
}

void check(const Case& one, const Shape& shape) {
  SCOPED_TRACE(testing::Message() << one.of->name << ' ' << one.of->axes[one.axis].name << " = "
                                  << one.value << ", " << shape.name);
  const Effect effect = effect_for(one);
  Motion motion;
  Picture seen = drawn(shape.outline);
  if (const auto* warping = std::get_if<Warping>(&effect)) {
    motion.push_back(ChainLink{warping->warp, warping->border});
    Workspace workspace;
    const Picture before = seen;
    resample(warps_of(motion), warping->interpolation, before.view(), seen.writable(), workspace);
  }
  Object object;
  object.polygons = {shape.outline};
  const Box box = box_within(shape.outline, {0, 0, 160, 120}).value();
  object.box = {box, box};
  Object without_outline = object;
  without_outline.polygons.clear();

  Workspace workspace;
  const auto outline = move_objects({object}, motion, kSize, {}, workspace);
  const auto alone = move_objects({without_outline}, motion, kSize, {}, workspace);
  const auto truth = seen_box(seen);
  if (!truth) {
    // Nothing to be seen: then nothing may be asked for.
    EXPECT_TRUE(outline.empty() || outline[0].ignored);
    return;
  }
  if (!outline.empty() && !outline[0].ignored) {
    EXPECT_GT(iou(nearest_in(outline[0].box, *truth), *truth), 0.94);
  }
  if (!alone.empty() && !alone[0].ignored) {
    EXPECT_GT(iou(nearest_in(alone[0].box, *truth), *truth), 0.94);
  }
  // What is seen well is asked for.
  if (iou(*truth, {1, 1, 159, 119}) > 0.01 && !outline.empty() && outline[0].visible > 0.5) {
    EXPECT_FALSE(outline[0].ignored);
  }
}

TEST(PerfectModel, IsRightByEveryGeometricOperatorAtEveryStrength) {
  const auto all = cases();
  ASSERT_GT(all.size(), 100U);
  for (const Case& one : all) {
    for (const Shape& shape : shapes()) check(one, shape);
  }
}

}  // namespace
}  // namespace assay::stress
