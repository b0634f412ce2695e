// SPDX-License-Identifier: Apache-2.0
// What all operators of colour, histograms, noise and compression have in common.
#include <gtest/gtest.h>

#include <algorithm>

#include "core/stress/apply_effect.hpp"
#include "tests/unit/stress/picture.hpp"

namespace assay::stress {
namespace {

using Setting1 = std::pair<const char*, AxisValue>;

/// One axis of an operator, from weak to strong. Other axes are neutral but for `with`.
struct Strength {
  const char* name;
  const char* axis;
  std::vector<AxisValue> values;
  std::vector<Setting1> with = {};
  bool lossless = true;  // its neutral value changes nothing
};

std::vector<AxisValue> whole(std::initializer_list<std::int64_t> values) {
  return {values.begin(), values.end()};
}

std::vector<AxisValue> real(std::initializer_list<double> values) {
  return {values.begin(), values.end()};
}

const std::vector<Strength>& strengths() {
  static const std::vector<Strength> kStrengths{
      {"ShiftHSV", "hue", whole({5, 20, 45, 90})},
      {"ShiftHSV", "hue", whole({-5, -20, -45, -90})},
      {"ShiftHSV", "sat", whole({10, 40, 100})},
      {"ShiftHSV", "sat", whole({-10, -40, -100})},
      {"ShiftHSV", "val", whole({10, 40, 100})},
      {"ShiftHSV", "val", whole({-10, -40, -100})},
      {"ToGray", "gray", {true}},
      {"ToSepia", "sepia", {true}},
      {"LightFlood", "intensity", real({0.01, 0.2, 0.5, 1})},
      {"ColorTemperature", "kelvin", real({6300, 5000, 3500, 2500})},
      {"ColorTemperature", "kelvin", real({6800, 8000, 10000, 12000})},
      {"ChannelShift", "red", real({0.01, 0.1, 0.2})},
      {"ChannelShift", "green", real({-0.01, -0.1, -0.2})},
      {"ChannelShift", "blue", real({0.01, 0.1, 0.2})},
      {"CLAHE", "clip_limit", real({0.1, 0.7, 1.5, 3})},
      {"Equalize", "equalize", {true}},
      {"Equalize", "equalize", {true}, {{"mode", std::string("pil")}}},
      {"Equalize", "equalize", {true}, {{"by_channels", false}}},
      {"GaussianNoise", "gauss_noise_var", real({0.05, 0.5, 3, 10, 1000})},
      {"GaussianNoise", "gauss_noise_mean", real({0.4, 3, 10})},
      {"SaltPepper", "amount", real({0.01, 0.05, 0.3})},
      {"Speckle", "deviation", real({0.003, 0.03, 0.2, 0.6})},
      {"ShotNoise", "deviation", real({0.003, 0.03, 0.2, 0.6})},
      {"ISONoise", "iso_color_shift", real({0.01, 0.05, 0.2}), {{"iso_intensity", 0.5}}, false},
      {"ISONoise", "iso_intensity", real({0.1, 0.4, 1}), {{"iso_color_shift", 0.05}}, false},
      {"JPEGCompression", "quality", whole({95, 60, 20, 3}), {}, false},
      {"ImageCompression", "image_quality", whole({95, 60, 20, 3}), {}, false},
      {"ImageCompression",
       "image_quality",
       whole({95, 60, 20, 3}),
       {{"compression_type", std::string("webp")}},
       false},
  };
  return kStrengths;
}

Effect effect_with(const Strength& strength, const AxisValue* value, image::Size size,
                   std::uint64_t seed = 1) {
  const Operator& one = *catalogue().find(strength.name);
  Values values(one);
  for (const auto& [axis, other] : strength.with) values.set(axis, other);
  if (value != nullptr) values.set(strength.axis, *value);
  return one.effect(values, {size, Stream({seed, "picture.png", one.name, 0})});
}

Picture applied(const Effect& effect, const Picture& picture, std::uint8_t before = 0xAB) {
  Picture result{picture.size, std::vector<std::uint8_t>(picture.rgb.size(), before)};
  Workspace workspace;
  apply_effect(effect, picture.view(), result.writable(), workspace);
  return result;
}

TEST(PhotometricOperators, DoNothingAtTheNeutralValue) {
  for (const Strength& one : strengths()) {
    if (!one.lossless) continue;
    EXPECT_TRUE(std::holds_alternative<Unchanged>(effect_with(one, nullptr, {64, 48}))) << one.name;
  }
  EXPECT_TRUE(std::holds_alternative<Unchanged>(
      effect_of("ISONoise", {{"iso_intensity", 0.0}, {"iso_color_shift", 0.5}}, {64, 48})));
}

TEST(PhotometricOperators, GrowWithTheirStrength) {
  const Picture picture = scene({100, 80});
  for (const Strength& one : strengths()) {
    double before = 0;
    for (const AxisValue& value : one.values) {
      const double now =
          difference(applied(effect_with(one, &value, picture.size), picture), picture);
      EXPECT_GT(now, before) << one.name << ' ' << one.axis;
      before = now;
    }
  }
}

TEST(PhotometricOperators, WriteEveryPixelOfAnySize) {
  for (const image::Size size :
       {image::Size{1, 1}, image::Size{1, 9}, image::Size{9, 1}, image::Size{2, 2},
        image::Size{17, 13}, image::Size{9000, 1}, image::Size{131, 127}}) {
    const Picture picture = scene(size);
    for (const Strength& one : strengths()) {
      const Effect effect = effect_with(one, &one.values.back(), size);
      EXPECT_EQ(applied(effect, picture, 0x00), applied(effect, picture, 0xFF))
          << one.name << ' ' << size.width << 'x' << size.height;
    }
  }
}

TEST(PhotometricOperators, AreReproducedByTheirSeedAlone) {
  const Picture picture = scene();
  for (const Strength& one : strengths()) {
    const AxisValue& value = one.values.back();
    const Picture first = applied(effect_with(one, &value, picture.size), picture);
    EXPECT_EQ(applied(effect_with(one, &value, picture.size), picture), first) << one.name;
  }
  for (const char* name : {"GaussianNoise", "SaltPepper", "Speckle", "ShotNoise", "ISONoise"}) {
    const auto one = std::find_if(strengths().begin(), strengths().end(),
                                  [&](const Strength& s) { return std::string(s.name) == name; });
    const AxisValue& value = one->values.back();
    EXPECT_NE(applied(effect_with(*one, &value, picture.size, 2), picture),
              applied(effect_with(*one, &value, picture.size, 1), picture))
        << name;
  }
}

/// Filters go over an image in runs: at their borders nothing may differ.
TEST(ColorOperators, DoTheSameToAPixelWhereverItIs) {
  const Picture tile = scene({64, 48});
  Picture repeated{{18432, 1}, {}};  // six of them
  for (int i = 0; i < 6; ++i) {
    repeated.rgb.insert(repeated.rgb.end(), tile.rgb.begin(), tile.rgb.end());
  }
  for (const Strength& one : strengths()) {
    if (one.name != std::string("ShiftHSV") && one.name != std::string("ToGray") &&
        one.name != std::string("ToSepia")) {
      continue;
    }
    const AxisValue& value = one.values.back();
    const Picture small = applied(effect_with(one, &value, tile.size), tile);
    const Picture large = applied(effect_with(one, &value, repeated.size), repeated);
    for (std::size_t i = 0; i < large.rgb.size(); ++i) {
      ASSERT_EQ(large.rgb[i], small.rgb[i % small.rgb.size()]) << one.name;
    }
  }
}

}  // namespace
}  // namespace assay::stress
