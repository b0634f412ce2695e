// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/segmentation.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace assay::dataset {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Optional;

std::optional<std::string> read(const std::string& json, Shapes& shapes) {
  return SegmentationReader(json).read_shape(0, json.size(), shapes);
}

TEST(Segmentation, PolygonsKeepTheirNumbers) {
  Shapes shapes;
  ASSERT_EQ(read("[[0.1, 2, 3e1, 4, 5, -6], [1, 1, 2, 2, 3, 3, 4, 4]]", shapes), std::nullopt);

  EXPECT_TRUE(shapes.is_polygons(0));
  ASSERT_EQ(shapes.polygon_count(0), 2U);
  EXPECT_THAT(shapes.polygon(0, 0), ElementsAre(0.1, 2, 30, 4, 5, -6));
  EXPECT_EQ(shapes.polygon(0, 1).size(), 8U);
}

TEST(Segmentation, RunLengthsAreTextOrList) {
  Shapes shapes;
  ASSERT_EQ(read(R"({"size": [4, 3], "counts": "444"})", shapes), std::nullopt);
  ASSERT_EQ(read(R"({"counts": [4, 4, 4], "size": [4, 3]})", shapes), std::nullopt);

  const image::RunLengths expected{{3, 4}, {4, 4, 4}};
  EXPECT_EQ(shapes.mask(0, {}), expected);
  EXPECT_EQ(shapes.mask(1, {}), expected);
}

TEST(Segmentation, PolygonsAreJoinedInTheMask) {
  Shapes shapes;
  ASSERT_EQ(read("[[0, 0, 2, 0, 2, 2, 0, 2], [3, 0, 5, 0, 5, 2, 3, 2]]", shapes), std::nullopt);

  EXPECT_EQ(image::area(shapes.mask(0, {6, 4})), 8U);
}

TEST(Segmentation, ShapesFollowEachOther) {
  Shapes shapes;
  ASSERT_EQ(read("[[0, 0, 1, 0, 1, 1]]", shapes), std::nullopt);
  ASSERT_EQ(read(R"({"size": [1, 2], "counts": [1, 1]})", shapes), std::nullopt);
  ASSERT_EQ(read("[[5, 5, 6, 5, 6, 6]]", shapes), std::nullopt);

  ASSERT_EQ(shapes.size(), 3U);
  EXPECT_THAT(shapes.polygon(2, 0), ElementsAre(5, 5, 6, 5, 6, 6));
  EXPECT_EQ(shapes.size_of_run_lengths(1), (image::Size{2, 1}));
}

struct Faulty {
  std::string json;
  std::string fault;
};

class FaultySegmentation : public testing::TestWithParam<Faulty> {};

TEST_P(FaultySegmentation, IsExplainedAndNotAdded) {
  Shapes shapes;
  EXPECT_THAT(read(GetParam().json, shapes), Optional(HasSubstr(GetParam().fault)));
  EXPECT_EQ(shapes.size(), 0U);
}

INSTANTIATE_TEST_SUITE_P(
    Each, FaultySegmentation,
    testing::Values(Faulty{"[]", "is empty"}, Faulty{"[[]]", "polygon of 0 numbers"},
                    Faulty{"[[1, 2, 3, 4]]", "polygon of 4 numbers"},
                    Faulty{"[[1, 2, 3, 4, 5, 6, 7]]", "polygon of 7 numbers"},
                    Faulty{"[1, 2, 3, 4, 5, 6]", "must be a list of polygons"},
                    Faulty{"[[1, 2, 3, 4, 5, \"6\"]]", "something else than finite numbers"},
                    Faulty{"[[1, 2, 3, 4, 5, NaN]]", "something else than finite numbers"},
                    Faulty{"[[1, 2, 3, 4, 5, 1e7]]", "more than 1000000 pixels away"},
                    Faulty{"true", "must be a list of polygons"},
                    Faulty{"{\"size\": [4, 3]}", "must be a list of polygons"},
                    Faulty{"{\"counts\": \"444\"}", "must be a list of polygons"},
                    Faulty{"{\"size\": [0, 3], \"counts\": \"\"}", "not [height, width]"},
                    Faulty{"{\"size\": [4], \"counts\": \"444\"}", "not [height, width]"},
                    Faulty{"{\"size\": [1000000, 1000000], \"counts\": \"\"}", "not [height"},
                    Faulty{"{\"size\": [4, 3], \"counts\": \"44\"}", "not run lengths of 12"},
                    Faulty{"{\"size\": [4, 3], \"counts\": [4, 4]}", "counts of 8 pixels"},
                    Faulty{"{\"size\": [4, 3], \"counts\": [-1, 13]}", "whole numbers from 0"},
                    Faulty{"{\"size\": [4, 3], \"counts\": 12}", "must be a list of polygons"}));

TEST(Keypoints, AreAppendedAsTriples) {
  const std::string json = "[1, 2.5, 2, 0, 0, 0]";
  std::vector<double> triples{9, 9, 9};
  ASSERT_EQ(SegmentationReader(json).read_keypoints(0, json.size(), triples), std::nullopt);
  EXPECT_THAT(triples, ElementsAre(9, 9, 9, 1, 2.5, 2, 0, 0, 0));
}

TEST(Keypoints, WrongOnesAreExplained) {
  for (const auto& [json, fault] : {Faulty{"[1, 2]", "2 numbers"}, Faulty{"{}", "must be a list"},
                                    Faulty{"[1, 2, null]", "something else than finite numbers"}}) {
    std::vector<double> triples;
    EXPECT_THAT(SegmentationReader(json).read_keypoints(0, json.size(), triples),
                Optional(HasSubstr(fault)));
    EXPECT_TRUE(triples.empty());
  }
}

}  // namespace
}  // namespace assay::dataset
