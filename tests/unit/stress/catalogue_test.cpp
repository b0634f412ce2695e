// SPDX-License-Identifier: Apache-2.0
// What holds for every operator that there is. What each of them does is in the tests of its
// family.
#include "core/stress/operators/catalogue.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <string>

#include "core/stress/apply_effect.hpp"
#include "tests/unit/stress/picture.hpp"

namespace assay::stress {
namespace {

/// Strengths go from their neutral value to one end of their range.
enum class End { low, high };

constexpr image::Size kSize{64, 48};

/// What the effects of these change although their axes are neutral is said in their summaries.
const std::set<std::string> kNeverNeutral{"ISONoise", "ImageCompression", "JPEGCompression"};

const std::set<std::string> kRandom{"Corruption",
                                    "DeadPixels",
                                    "DetectorNoise",
                                    "ElasticTransform",
                                    "Fog",
                                    "GaussianNoise",
                                    "GridDistortion",
                                    "ISONoise",
                                    "Occlusion",
                                    "Perspective",
                                    "PiecewiseAffine",
                                    "Rain",
                                    "RollingShutter",
                                    "SaltPepper",
                                    "Shadow",
                                    "ShotNoise",
                                    "Spatter",
                                    "Speckle",
                                    "SunFlare",
                                    "ToneCurve",
                                    "elastic_transform",
                                    "fog",
                                    "frost",
                                    "gaussian_noise",
                                    "glass_blur",
                                    "impulse_noise",
                                    "motion_blur",
                                    "shot_noise",
                                    "snow",
                                    "spatter",
                                    "speckle_noise"};

/// Which do not grow all the way by what a picture differs: hues, whose furthest is half a turn,
/// and where ImageNet-C's tables are in another order.
const std::set<std::string> kTurning{"ShiftHSV.hue", "fog.severity", "frost.severity",
                                     "glass_blur.severity", "saturate.severity"};

bool is_number(const AxisFacts& axis) {
  return (axis.type == AxisType::integer || axis.type == AxisType::real) && axis.choices.empty();
}

AxisValue number_of(const AxisFacts& axis, double number) {
  if (axis.type == AxisType::integer) return static_cast<std::int64_t>(std::llround(number));
  return number;
}

double neutral_of(const AxisFacts& axis) {
  if (const auto* whole = std::get_if<std::int64_t>(&axis.neutral)) {
    return static_cast<double>(*whole);
  }
  return std::get<double>(axis.neutral);
}

/// Whether the range has anything on that side of the neutral value.
bool has(const AxisFacts& axis, End end) {
  if (axis.type == AxisType::boolean) return end == End::high;
  const double neutral = neutral_of(axis);
  return end == End::low ? axis.range.first < neutral : axis.range.second > neutral;
}

AxisValue strength_of(const AxisFacts& axis, double part, End end) {
  if (axis.type == AxisType::boolean) return part > 0;
  const double neutral = neutral_of(axis);
  const double furthest = end == End::low ? axis.range.first : axis.range.second;
  return number_of(axis, neutral + part * (furthest - neutral));
}

/// All strengths at once.
Values values_at(const Operator& one, double part, End end = End::high) {
  Values values(one);
  for (const AxisFacts& axis : one.axes) {
    if (axis.growth == Growth::away) values.set(axis.name, strength_of(axis, part, end));
  }
  return values;
}

Effect effect_at(const Values& values, image::Size size, std::uint64_t seed = 1) {
  return values.of().effect(values, {size, Stream({seed, "picture.png", values.of().name, 0})});
}

Picture negative(const Picture& picture) {
  Picture result = picture;
  for (std::uint8_t& value : result.rgb) value = static_cast<std::uint8_t>(255 - value);
  return result;
}

/// What an effect makes of a picture, and of its negative where it merges two, in memory that was
/// full of one value before; which it leaves as it was beyond the result.
Picture after(const Effect& effect, const Picture& picture, std::uint8_t before,
              Workspace& workspace) {
  constexpr std::size_t kBeyond = 64;
  const std::size_t count = picture.rgb.size();
  std::vector<std::uint8_t> memory(count + 2 * kBeyond, before);
  const auto inside = std::as_writable_bytes(std::span(memory).subspan(kBeyond, count));
  const image::MutablePixelView to{inside, picture.size, image::PixelFormat::rgb};
  const Picture from = picture;
  if (const auto* merging = std::get_if<Merging>(&effect)) {
    const Picture other = negative(picture);
    const std::vector<image::PixelView> both{from.view(), other.view()};
    merging->apply(both, to);
  } else {
    apply_effect(effect, from.view(), to, workspace);
  }
  EXPECT_EQ(from, picture);
  const auto is_before = [before](std::uint8_t value) { return value == before; };
  EXPECT_TRUE(std::all_of(memory.begin(), memory.begin() + kBeyond, is_before));
  EXPECT_TRUE(std::all_of(memory.end() - kBeyond, memory.end(), is_before));
  return {picture.size, {memory.begin() + kBeyond, memory.end() - kBeyond}};
}

Picture after(const Effect& effect, const Picture& picture) {
  Workspace workspace;
  return after(effect, picture, 0xAB, workspace);
}

/// Its memory is full of numbers that are none where they are fractions.
void soil(Workspace& workspace) {
  std::vector<Workspace::Lease<std::uint8_t>> leases;
  for (int i = 0; i < 6; ++i) {
    leases.push_back(workspace.lease<std::uint8_t>(1 << 18));
    std::fill(leases.back().span().begin(), leases.back().span().end(), std::uint8_t{0xFF});
  }
}

/// Whether all of the result depends on the picture alone.
void expect_written(const Values& values, const Picture& picture) {
  const Effect effect = effect_at(values, picture.size);
  Workspace clean;
  Workspace used;
  soil(used);
  EXPECT_EQ(after(effect, picture, 0x00, clean), after(effect, picture, 0xFF, used))
      << picture.size.width << "x" << picture.size.height;
}

/// How far an effect takes a picture from what it was: of warps, how far they move its pixels.
double extent(const Effect& effect, const Picture& picture) {
  const auto* warping = std::get_if<Warping>(&effect);
  if (warping == nullptr) return difference(after(effect, picture), picture);
  double sum = 0;
  for (std::int64_t y = 0; y < picture.size.height; ++y) {
    std::vector<float> xs(static_cast<std::size_t>(picture.size.width));
    std::vector<float> ys(xs.size(), static_cast<float>(y));
    for (std::size_t i = 0; i < xs.size(); ++i) xs[i] = static_cast<float>(i);
    warping->warp->backward(xs, ys);
    for (std::size_t i = 0; i < xs.size(); ++i) {
      sum += std::hypot(double{xs[i]} - static_cast<double>(i),
                        double{ys[i]} - static_cast<double>(y));
    }
  }
  return sum / static_cast<double>(picture.size.width * picture.size.height);
}

class EveryOperator : public testing::TestWithParam<std::string> {
 protected:
  const Operator& one() const { return *catalogue().find(GetParam()); }
};

TEST_P(EveryOperator, SaysWhatItsAxesAre) {
  EXPECT_FALSE(one().summary.empty());
  std::set<std::string> names;
  for (const AxisFacts& axis : one().axes) {
    SCOPED_TRACE(axis.name);
    EXPECT_TRUE(names.insert(axis.name).second);
    EXPECT_FALSE(axis.meaning.empty());
    EXPECT_EQ(axis.neutral.index(), static_cast<std::size_t>(axis.type));
    if (!axis.choices.empty()) {
      EXPECT_NE(std::find(axis.choices.begin(), axis.choices.end(), axis.neutral),
                axis.choices.end());
    }
    if (!is_number(axis)) continue;
    EXPECT_LE(axis.legal.first, axis.range.first);
    EXPECT_LT(axis.range.first, axis.range.second);
    EXPECT_LE(axis.range.second, axis.legal.second);
    EXPECT_GE(neutral_of(axis), axis.legal.first);
    EXPECT_LE(neutral_of(axis), axis.legal.second);
  }
}

TEST_P(EveryOperator, ChangesNothingWhereNeutral) {
  if (kNeverNeutral.contains(GetParam())) GTEST_SKIP() << one().summary;
  const Effect effect = effect_at(Values(one()), kSize);
  EXPECT_EQ(after(effect, scene()), scene());
  // Those are joined with what is before and after; all others would cost a pass.
  const bool joins =
      std::holds_alternative<PointTables>(effect) || std::holds_alternative<Merging>(effect);
  EXPECT_TRUE(joins || std::holds_alternative<Unchanged>(effect));
}

TEST_P(EveryOperator, WritesEveryPixelOfAnySize) {
  for (const image::Size size :
       {image::Size{1, 1}, image::Size{1, 7}, image::Size{7, 1}, image::Size{2, 2},
        image::Size{3, 5}, image::Size{17, 13}, image::Size{70, 3}, image::Size{131, 127}}) {
    for (const double part : {0.2, 0.4, 0.6, 0.8, 1.0}) {
      expect_written(values_at(one(), part), scene(size));
    }
    expect_written(values_at(one(), 1, End::low), scene(size));
  }
  expect_written(values_at(one(), 1), scene({9000, 1}));  // longer than what filters do at once
}

TEST_P(EveryOperator, TakesEveryChoice) {
  for (const AxisFacts& axis : one().axes) {
    for (const AxisValue& choice : axis.choices) {
      SCOPED_TRACE(axis.name);
      Values values = values_at(one(), 0.7);
      values.set(axis.name, choice);
      expect_written(values, scene());
      expect_written(values, scene({1, 7}));
    }
  }
}

TEST_P(EveryOperator, TakesTheWholeLegalRange) {
  for (const AxisFacts& axis : one().axes) {
    if (!is_number(axis)) continue;
    for (const double number : {axis.legal.first, axis.legal.second}) {
      SCOPED_TRACE(axis.name + " " + std::to_string(number));
      Values values = values_at(one(), 0.5);
      values.set(axis.name, number_of(axis, number));
      expect_written(values, scene({19, 14}));
      expect_written(values, scene({1, 2}));
    }
  }
}

TEST_P(EveryOperator, DoesTheSameForTheSameKeyAlone) {
  const Values values = values_at(one(), 0.7);
  const Effect effect = effect_at(values, kSize);
  const Picture first = after(effect, scene());
  EXPECT_EQ(after(effect, scene()), first);
  EXPECT_EQ(after(effect_at(values, kSize), scene()), first);
  EXPECT_EQ(after(effect_at(values, kSize, 2), scene()) != first, kRandom.contains(GetParam()));
}

TEST_P(EveryOperator, GrowsWithEachStrength) {
  const Picture picture = scene({100, 80});
  for (const AxisFacts& axis : one().axes) {
    if (axis.growth != Growth::away) continue;
    for (const End end : {End::low, End::high}) {
      if (!has(axis, end)) continue;
      SCOPED_TRACE(axis.name + (end == End::low ? " falling" : " rising"));
      const bool turns = kTurning.contains(GetParam() + "." + axis.name);
      Values values(one());
      const double neutral = extent(effect_at(values, picture.size), picture);
      double before = neutral;
      for (const double part : {0.02, 0.1, 0.2, 0.4, 0.6, 0.8, 1.0}) {
        values.set(axis.name, strength_of(axis, part, end));
        const double now = extent(effect_at(values, picture.size), picture);
        EXPECT_TRUE(turns || now >= before) << part << ": " << before << ", then " << now;
        before = now;
      }
      EXPECT_GT(before, neutral);
    }
  }
}

std::vector<std::string> all_names() {
  std::vector<std::string> names;
  for (const Operator& one : catalogue().all()) names.push_back(one.name);
  return names;
}

INSTANTIATE_TEST_SUITE_P(Catalogue, EveryOperator, testing::ValuesIn(all_names()),
                         [](const auto& test) { return test.param; });

}  // namespace
}  // namespace assay::stress
