// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "core/stress/apply_effect.hpp"

#include "tests/unit/stress/picture.hpp"

namespace assay::stress {
namespace {

std::uint8_t value_after(std::uint8_t value, const std::string& name, Settings settings) {
  return transformed(plain({1, 1}, {value, value, value}), name, settings).rgb[0];
}

TEST(Gamma, RaisesValuesToAPower) {
  EXPECT_EQ(value_after(64, "Gamma", {{"gamma", 2.0}}), 16);   // 255 (64/255)^2 = 16.06
  EXPECT_EQ(value_after(64, "Gamma", {{"gamma", 0.5}}), 128);  // 127.75
  EXPECT_EQ(value_after(255, "Gamma", {{"gamma", 1.5}}), 255);
  EXPECT_EQ(value_after(0, "Gamma", {{"gamma", 0.5}}), 0);
}

TEST(BrightnessContrast, MultipliesAndAdds) {
  EXPECT_EQ(value_after(100, "BrightnessContrast", {{"brightness", 0.2}}), 151);
  EXPECT_EQ(value_after(100, "BrightnessContrast", {{"contrast", 0.5}}), 150);
  EXPECT_EQ(value_after(200, "BrightnessContrast", {{"contrast", 0.5}}), 255);
  EXPECT_EQ(value_after(10, "BrightnessContrast", {{"brightness", -0.5}}), 0);
}

TEST(Posterize, KeepsTheHighestBits) {
  EXPECT_EQ(value_after(0xB7, "Posterize", {{"num_bits", std::int64_t{3}}}), 0xA0);
  EXPECT_EQ(value_after(0xB7, "Posterize", {{"num_bits", std::int64_t{8}}}), 0xB7);
}

TEST(Solarize, InvertsFromTheThresholdOn) {
  EXPECT_EQ(value_after(99, "Solarize", {{"solarize_threshold", std::int64_t{100}}}), 99);
  EXPECT_EQ(value_after(100, "Solarize", {{"solarize_threshold", std::int64_t{100}}}), 155);
}

TEST(ToneCurve, KeepsBlackAndWhiteAndIsNeutralAtZero) {
  EXPECT_EQ(transformed(scene(), "ToneCurve", {{"scale", 0.0}}), scene());
  EXPECT_EQ(value_after(0, "ToneCurve", {{"scale", 0.3}}), 0);
  EXPECT_EQ(value_after(255, "ToneCurve", {{"scale", 0.3}}), 255);
  EXPECT_NE(transformed(scene(), "ToneCurve", {{"scale", 0.3}}), scene());
}

TEST(ToneOperators, JoinWithoutAnyDifference) {
  const Picture picture = scene();
  const auto gamma = std::get<PointTables>(effect_of("Gamma", {{"gamma", 0.7}}, picture.size));
  const auto contrast =
      std::get<PointTables>(effect_of("BrightnessContrast", {{"contrast", 0.4}}, picture.size));
  Picture joined = picture;
  apply_tables(join(gamma, contrast), picture.view(), joined.writable());

  const Picture one_by_one = transformed(transformed(picture, "Gamma", {{"gamma", 0.7}}),
                                         "BrightnessContrast", {{"contrast", 0.4}});
  EXPECT_EQ(joined, one_by_one);
}

}  // namespace
}  // namespace assay::stress
