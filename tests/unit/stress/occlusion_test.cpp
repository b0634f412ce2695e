// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/unit/stress/picture.hpp"

namespace assay::stress {
namespace {

AxisValue whole(std::int64_t value) {
  return value;
}

std::vector<PixelBox> hidden(Settings settings, image::Size size, std::uint64_t seed = 1) {
  return std::get<Filter>(effect_of("Occlusion", settings, size, seed)).hidden;
}

bool is_in(const PixelBox& box, std::int64_t x, std::int64_t y) {
  return x >= box.left && x < box.right && y >= box.top && y < box.bottom;
}

TEST(Occlusion, HidesWhatItSaysAndNothingElse) {
  const Settings settings{
      {"occlusion_areas", whole(4)}, {"max_width", 0.25}, {"occlusion_color", Color{1, 2, 3}}};
  const auto boxes = hidden(settings, scene().size);

  const Picture occluded = transformed(scene(), "Occlusion", settings);

  ASSERT_EQ(boxes.size(), 4U);
  for (std::int64_t y = 0; y < 48; ++y) {
    for (std::int64_t x = 0; x < 64; ++x) {
      const bool in = std::any_of(boxes.begin(), boxes.end(),
                                  [&](const PixelBox& box) { return is_in(box, x, y); });
      for (int c = 0; c < 3; ++c) {
        EXPECT_EQ(occluded.at(x, y, c), in ? c + 1 : scene().at(x, y, c)) << x << " " << y;
      }
    }
  }
}

TEST(Occlusion, HasAreasOfOneSizeInsideOfTheImage) {
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    for (const PixelBox& box : hidden({{"occlusion_areas", whole(20)}}, {64, 48}, seed)) {
      EXPECT_EQ(box.right - box.left, 6);  // a tenth of 64 and of 48
      EXPECT_EQ(box.bottom - box.top, 5);
      EXPECT_TRUE(box.left >= 0 && box.top >= 0 && box.right <= 64 && box.bottom <= 48);
    }
  }
}

TEST(Occlusion, IsEverywhere) {
  std::int64_t left = 64, top = 48, right = 0, bottom = 0;
  for (const PixelBox& box : hidden({{"occlusion_areas", whole(1000)}}, {64, 48})) {
    left = std::min(left, box.left);
    top = std::min(top, box.top);
    right = std::max(right, box.right);
    bottom = std::max(bottom, box.bottom);
  }
  EXPECT_EQ((PixelBox{left, top, right, bottom}), (PixelBox{0, 0, 64, 48}));
}

TEST(Occlusion, KeepsItsAreasWhereThereAreMore) {
  const auto few = hidden({{"occlusion_areas", whole(5)}}, {640, 480});
  const auto many = hidden({{"occlusion_areas", whole(6)}}, {640, 480});
  EXPECT_TRUE(std::equal(few.begin(), few.end(), many.begin()));
  EXPECT_NE(few, hidden({{"occlusion_areas", whole(5)}}, {640, 480}, 2));
}

TEST(Occlusion, IsUnchangedWithoutAreas) {
  const auto unchanged = [](Settings settings) {
    return std::holds_alternative<Unchanged>(effect_of("Occlusion", settings, {64, 48}));
  };
  EXPECT_TRUE(unchanged({}));
  EXPECT_TRUE(unchanged({{"occlusion_areas", whole(3)}, {"max_width", 0.0}}));
  EXPECT_TRUE(unchanged({{"occlusion_areas", whole(3)}, {"max_height", 0.001}}));
}

TEST(Occlusion, TakesAnySizeOfImageAndOfAreas) {
  for (const image::Size size : {image::Size{1, 1}, {1, 30}, {30, 1}, {13, 7}}) {
    const Settings all{{"occlusion_areas", whole(20)}, {"max_width", 1.0}, {"max_height", 1.0}};
    EXPECT_EQ(transformed(scene(size), "Occlusion", all), plain(size, {128, 128, 128}));
    EXPECT_EQ(hidden(all, size)[0], (PixelBox{0, 0, size.width, size.height}));
  }
}

}  // namespace
}  // namespace assay::stress
