// SPDX-License-Identifier: Apache-2.0
#include "core/image/outlines.hpp"

#include <gmock/gmock.h>

#include "core/image/sampling.hpp"

namespace assay::image {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using testing::UnorderedElementsAre;

/// A mask whose pixels are the marks of a drawing.
RunLengths drawn(const std::vector<std::string>& rows) {
  std::vector<std::uint8_t> pixels;
  for (const std::string& row : rows) {
    for (const char mark : row) pixels.push_back(mark == '#' ? 1 : 0);
  }
  return encode_mask(pixels, {static_cast<std::int64_t>(rows.front().size()),
                              static_cast<std::int64_t>(rows.size())});
}

/// 100 x 80, the pixels from (20, 10) to (59, 49).
RunLengths square() {
  const std::vector<double> corners{20, 10, 60, 10, 60, 50, 20, 50};
  return fill_polygon(corners, {100, 80});
}

TEST(Outlines, GoAroundTheObject) {
  EXPECT_THAT(outlines(square(), {100, 80}),
              ElementsAre(UnorderedElementsAre(Corner{20, 10}, Corner{59, 10}, Corner{59, 49},
                                               Corner{20, 49})));
}

TEST(Outlines, ScaleWithThePicture) {
  EXPECT_THAT(outlines(square(), {50, 40}),
              ElementsAre(UnorderedElementsAre(Corner{10, 5}, Corner{29, 5}, Corner{29, 24},
                                               Corner{10, 24})));
  EXPECT_THAT(outlines(square(), {200, 160}),
              ElementsAre(UnorderedElementsAre(Corner{40, 20}, Corner{119, 20}, Corner{119, 99},
                                               Corner{40, 99})));
}

TEST(Outlines, AreOfPartsAndHolesTheLargestFirst) {
  const auto found = outlines(drawn({"#.......",  //
                                     "..######",  //
                                     "..#...##",  //
                                     "..#...##",  //
                                     "..######"}),
                              {8, 5});
  ASSERT_THAT(found, SizeIs(3));
  EXPECT_THAT(found[0],
              UnorderedElementsAre(Corner{2, 1}, Corner{7, 1}, Corner{7, 4}, Corner{2, 4}));
  EXPECT_THAT(found[2], ElementsAre(Corner{0, 0}));
}

TEST(Outlines, LeaveOutCornersThatNobodySees) {
  const std::vector<double> disc_like{50, 10, 80, 20, 90, 40, 80, 60,
                                      50, 70, 20, 60, 10, 40, 20, 20};
  const auto found = outlines(fill_polygon(disc_like, {100, 80}), {100, 80});
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_LE(found[0].size(), 24U);
}

TEST(Outlines, AreNoneOfWhatThePictureDoesNotShow) {
  EXPECT_THAT(outlines(drawn({"#...", "....", "....", "...."}), {1, 1}), IsEmpty());
  EXPECT_THAT(outlines(drawn({"....", "...."}), {4, 2}), IsEmpty());
}

TEST(Outlines, AreNoneOfAMaskWithoutASize) {
  EXPECT_THAT(outlines({}, {10, 10}), IsEmpty());
  EXPECT_THAT(outlines(square(), {0, 0}), IsEmpty());
  EXPECT_THAT(outlines({{10, 10}, {}}, {10, 10}), IsEmpty());
}

TEST(Outlines, EndWhereRunsBreakOff) {
  EXPECT_THAT(
      outlines({{10, 10}, {0, 20}}, {10, 10}),
      ElementsAre(UnorderedElementsAre(Corner{0, 0}, Corner{1, 0}, Corner{1, 9}, Corner{0, 9})));
}

TEST(NearestPlace, LiesInTheMiddle) {
  EXPECT_EQ(nearest_place(0, 4, 4), 0);
  EXPECT_EQ(nearest_place(3, 4, 4), 3);
  EXPECT_EQ(nearest_place(0, 1, 5), 2);
  EXPECT_EQ(nearest_place(9, 10, 2), 1);
}

}  // namespace
}  // namespace assay::image
