// SPDX-License-Identifier: Apache-2.0
// A model that sees each pixel of the transformed image for what it is must never be blamed: the
// boxes that annotations get are those of the pixels that the object has in the transformed image,
// and what it answers by them is no failure.
#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/stress/annotation/move_objects.hpp"
#include "core/stress/annotation/polygon_clip.hpp"
#include "core/stress/apply_effect.hpp"
#include "core/stress/score/instance_judge.hpp"
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

int brightness(const Picture& picture, std::int64_t x, std::int64_t y) {
  return (picture.at(x, y, 0) + picture.at(x, y, 1) + picture.at(x, y, 2)) / 3;
}

/// The box of what is at least half as bright as the brightest; nullopt where that is next to
/// nothing.
std::optional<Box> seen_box(const Picture& picture) {
  constexpr int kFaint = 20;
  int brightest = 0;
  for (std::int64_t y = 0; y < kSize.height; ++y) {
    for (std::int64_t x = 0; x < kSize.width; ++x) {
      brightest = std::max(brightest, brightness(picture, x, y));
    }
  }
  if (brightest < kFaint) return std::nullopt;
  Box box{1e9, 1e9, -1e9, -1e9};
  for (std::int64_t y = 0; y < kSize.height; ++y) {
    for (std::int64_t x = 0; x < kSize.width; ++x) {
      if (brightness(picture, x, y) < brightest / 2) continue;
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
    if (one.inputs != 1) continue;
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
    // Nor for what hides objects, which is no object.
    if (other.name == "occlusion_color") values.set("occlusion_color", Color{});
  }
  return one.of->effect(values, {kSize, Stream({one.seed, "picture.png", "node", 0})});
}

Motion motion_of(const Effect& effect) {
  Motion motion;
  if (const auto* warping = std::get_if<Warping>(&effect)) {
    motion.push_back(ChainLink{warping->warp, warping->border});
  } else if (const auto* filter = std::get_if<Filter>(&effect)) {
    if (!filter->hidden.empty()) motion.push_back(Hidden{filter->hidden});
    if (filter->tolerance > 0) motion.push_back(Loosened{filter->tolerance});
  }
  return motion;
}

/// The box of the pixels that the object has after the effect. What moves nothing leaves it where
/// it was, whatever the pixels look like.
std::optional<Box> seen_after(const Effect& effect, const Polygon& outline) {
  Picture seen = drawn(outline);
  const Picture before = seen;
  if (motion_of(effect).empty()) return seen_box(before);
  Workspace workspace;
  apply_effect(effect, before.view(), seen.writable(), workspace);
  const auto box = seen_box(seen);
  const auto* filter = std::get_if<Filter>(&effect);
  if (filter == nullptr || !filter->hidden.empty()) return box;
  // What a blur spreads evenly to all sides, or makes too faint to be seen, is where it was.
  const bool evenly = filter->tolerance < 1;
  return box && !evenly ? box : seen_box(before);
}

Object outlined(const Polygon& outline) {
  Object object;
  object.polygons = {outline};
  const Box box = box_within(outline, {0, 0, 160, 120}).value();
  object.box = {box, box};
  return object;
}

Detected detection(const Box& box) {
  Detected detected;
  detected.box = box;
  detected.category = 0;
  detected.score = 1;
  return detected;
}

predict::Prediction answer_of(const std::optional<Box>& box) {
  std::vector<float> corners, scores;
  std::vector<std::int64_t> classes;
  if (box) {
    for (const double value : {box->x1, box->y1, box->x2, box->y2}) {
      corners.push_back(static_cast<float>(value));
    }
    scores = {1};
    classes = {0};
  }
  const auto count = static_cast<std::int64_t>(scores.size());
  const auto bytes = [](const auto& values) {
    const auto* begin = reinterpret_cast<const std::byte*>(values.data());
    return std::vector<std::byte>(begin, begin + values.size() * sizeof(values[0]));
  };
  predict::Prediction prediction;
  prediction.fields.push_back(
      {"boxes", "", predict::Array{predict::DType::f32, {count, 4}, bytes(corners)}});
  prediction.fields.push_back(
      {"classes", "", predict::Array{predict::DType::i64, {count}, bytes(classes)}});
  prediction.fields.push_back(
      {"scores", "", predict::Array{predict::DType::f32, {count}, bytes(scores)}});
  return prediction;
}

/// What the judge says of a model that answers with what is seen.
Damage damage_of(const Object& object, const Polygon& outline, const Motion& motion,
                 const std::optional<Box>& seen) {
  ReferenceImage image;
  image.size = kSize;
  image.objects = {object};
  image.detected = {detection(seen_box(drawn(outline)).value())};
  evaluation::ClassMap classes;
  classes.classes.push_back({"thing", 0});
  const InstanceJudge judge({image}, classes, {});
  const predict::Prediction prediction = answer_of(seen);
  return judge.damage({0, motion, kSize, prediction});
}

void check(const Case& one, const Shape& shape) {
  SCOPED_TRACE(testing::Message() << one.of->name << ' ' << one.of->axes[one.axis].name << " = "
                                  << one.value << ", " << shape.name);
  const Effect effect = effect_for(one);
  const Motion motion = motion_of(effect);
  const auto seen = seen_after(effect, shape.outline);
  const Object object = outlined(shape.outline);
  Object boxed = object;
  boxed.polygons.clear();
  for (const Object& annotated : {object, boxed}) {
    EXPECT_EQ(damage_of(annotated, shape.outline, motion, seen).score, 0);
  }
  if (!std::holds_alternative<Warping>(effect) || !seen) return;
  Workspace workspace;
  for (const Object& annotated : {object, boxed}) {
    const auto moved = move_objects({annotated}, motion, kSize, {}, workspace);
    if (moved.empty() || moved[0].ignored) continue;
    EXPECT_GT(iou(nearest_in(moved[0].box, *seen), *seen), 0.94);
  }
}

/// Tests must be able to fail: a model that keeps to where things were is blamed.
TEST(PerfectModel, IsNotTheOneThatSeesNothingMove) {
  const Operator* affine = catalogue().find("Affine");
  const Case turned{affine, 3, 120, 1};
  const Motion motion = motion_of(effect_for(turned));
  const Polygon outline = ellipse(110, 60, 25, 8);
  EXPECT_GT(damage_of(outlined(outline), outline, motion, seen_box(drawn(outline))).score, 0.9);
}

TEST(PerfectModel, IsRightByEveryOperatorAtEveryStrength) {
  const auto all = cases();
  ASSERT_GT(all.size(), 1000U);
  for (const Case& one : all) {
    for (const Shape& shape : shapes()) check(one, shape);
  }
}

}  // namespace
}  // namespace assay::stress
