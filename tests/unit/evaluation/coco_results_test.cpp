// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/coco_results.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/error.hpp"
#include "tests/support/temporary_directory.hpp"

namespace assay::evaluation {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const ImageSizes kImages = {{1, {4, 3}}, {9007199254740993, {}}};

CocoResults read_part(const std::string& text, ResultPart part) {
  const test::TemporaryDirectory directory;
  return read_coco_results(directory.write("dt.json", text), kImages, part);
}

std::vector<Detection> read(const std::string& text) {
  return read_part(text, ResultPart::boxes).detections;
}

std::string refusal(const std::string& text, ResultPart part = ResultPart::boxes) {
  try {
    read_part(text, part);
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::dataset);
    return error.message();
  }
  return "";
}

TEST(CocoResults, KeepEveryBitOfIdsAndNumbers) {
  EXPECT_THAT(read(R"([{"score": 0.1, "bbox": [1, 2.5, -3e0, 0.30000000000000004], "category_id": 2,
                "image_id": 9007199254740993, "segmentation": {"size": [1, 2]}, "id": "x"}])"),
              ElementsAre(Detection{9007199254740993, 2, 1, 2.5, -3, 0.1 + 0.2, 0.1}));
}

TEST(CocoResults, MayBeEmpty) {
  EXPECT_THAT(read("[]"), IsEmpty());
}

/// Pixels (1, 0) to (1, 2) of a 4 x 3 image.
constexpr const char* kColumn =
    R"([{"image_id": 1, "category_id": 1, "score": 1,
         "segmentation": {"size": [3, 4], "counts": "336"}}])";

TEST(CocoResults, HaveTheBoxAndThePixelsOfMasksWhereThereAreNoBoxes) {
  const CocoResults boxes = read_part(kColumn, ResultPart::boxes);
  EXPECT_THAT(boxes.detections, ElementsAre(Detection{1, 1, 1, 0, 1, 3, 1}));
  EXPECT_THAT(boxes.areas, ElementsAre(3));
  EXPECT_THAT(boxes.shape_of_detection, IsEmpty());

  const CocoResults masks = read_part(kColumn, ResultPart::masks);
  ASSERT_THAT(masks.shape_of_detection, ElementsAre(0));
  EXPECT_THAT(masks.areas, ElementsAre(3));
  EXPECT_EQ(image::to_text(masks.shapes.mask(0, {4, 3})), "336");
}

TEST(CocoResults, HaveTheAreaOfBoxesWhereThereAreBothBoxesAndMasks) {
  const CocoResults results =
      read_part(R"([{"image_id": 1, "category_id": 1, "score": 1, "bbox": [0, 0, 4, 2],
                     "segmentation": [[1, 0, 2, 0, 2, 3, 1, 3]]}])",
                ResultPart::masks);
  EXPECT_THAT(results.areas, IsEmpty());
  EXPECT_THAT(results.detections, ElementsAre(Detection{1, 1, 0, 0, 4, 2, 1}));
  EXPECT_EQ(image::to_text(results.shapes.mask(results.shape_of_detection[0], {4, 3})), "336");
}

TEST(CocoResults, AreRectanglesWhereThereAreBoxesAlone) {
  const CocoResults results =
      read_part(R"([{"image_id": 1, "category_id": 1, "score": 1, "bbox": [1, 0, 1, 3]}])",
                ResultPart::masks);
  EXPECT_EQ(image::to_text(results.shapes.mask(results.shape_of_detection[0], {4, 3})), "336");
}

TEST(CocoResults, HaveTheExtentOfAllKeypointsForABox) {
  const CocoResults results = read_part(
      R"([{"image_id": 1, "category_id": 1, "score": 1, "keypoints": [5, 7, 0, 1, 9.5, 2]}])",
      ResultPart::keypoints);
  EXPECT_THAT(results.detections, ElementsAre(Detection{1, 1, 1, 7, 4, 2.5, 1}));
  EXPECT_EQ(results.keypoints_each, 2U);
  EXPECT_THAT(results.keypoints, ElementsAre(5, 7, 0, 1, 9.5, 2));
  EXPECT_THAT(results.areas, IsEmpty());
}

TEST(CocoResults, TakeAnEmptyBoxForNone) {
  const CocoResults results = read_part(
      R"([{"image_id": 1, "category_id": 1, "score": 1, "bbox": [], "keypoints": [5, 7, 0]}])",
      ResultPart::boxes);
  EXPECT_THAT(results.detections, ElementsAre(Detection{1, 1, 5, 7, 0, 0, 1}));
}

struct Faulty {
  std::string text;
  std::string says;
  ResultPart part = ResultPart::boxes;
};

class FaultyCocoResults : public testing::TestWithParam<Faulty> {};

TEST_P(FaultyCocoResults, AreRefusedNamingPlaceAndCause) {
  EXPECT_THAT(refusal(GetParam().text, GetParam().part), HasSubstr(GetParam().says));
}

std::string with(const std::string& member) {
  return R"([{"image_id": 1, "category_id": 1, "score": 1, )" + member + "}]";
}

INSTANTIATE_TEST_SUITE_P(
    Parts, FaultyCocoResults,
    testing::Values(
        Faulty{with(R"("area": 1)"), "entry 0: segmentation is missing", ResultPart::masks},
        Faulty{with(R"("bbox": [0,0,1,1])"), "entry 0: keypoints is missing",
               ResultPart::keypoints},
        Faulty{with(R"("keypoints": [1,1,1])"), "entry 0: segmentation is missing",
               ResultPart::masks},
        Faulty{with(R"("segmentation": {"size": [3, 4], "counts": "33"})"),
               "entry 0: segmentation has counts that are not run lengths of 12 pixels",
               ResultPart::masks},
        Faulty{with(R"("segmentation": [[1, 2]])"), "entry 0: segmentation has a polygon of 2",
               ResultPart::boxes},
        Faulty{with(R"("bbox": [0, 0, 1e9, 1])"), "entry 0: bbox has 1000000000, which is more",
               ResultPart::masks},
        Faulty{with(R"("keypoints": [1, 2])"), "entry 0: keypoints has 2 numbers",
               ResultPart::keypoints},
        Faulty{with(R"("keypoints": [])"), "entry 0: keypoints is empty", ResultPart::keypoints},
        Faulty{R"([{"image_id": 1, "category_id": 1, "score": 1, "keypoints": [1, 2, 0]},
                  {"image_id": 1, "category_id": 1, "score": 1, "keypoints": [1, 2, 0, 1, 2, 0]}])",
               "entry 1: 2 keypoints, where entries before it have 1", ResultPart::keypoints},
        Faulty{R"([{"image_id": 9007199254740993, "category_id": 1, "score": 1,
                    "segmentation": [[0, 0, 1, 0, 1, 1]]}])",
               "image 9007199254740993 of the ground truth has no width and height",
               ResultPart::masks}));

std::string entry(const std::string& box, const std::string& score) {
  return R"({"image_id": 1, "category_id": 1, "bbox": )" + box + R"(, "score": )" + score + "}";
}

INSTANTIATE_TEST_SUITE_P(
    Texts, FaultyCocoResults,
    testing::Values(
        Faulty{"", "1:1: the file ends in the middle"}, Faulty{"{}", "must be a list of records"},
        Faulty{"[1]", "entry 0: is a number"},
        Faulty{"[" + entry("[0,0,1]", "1") + "]", "entry 0: bbox must be a list of four"},
        Faulty{"[" + entry("[0,0,1,1,1]", "1") + "]", "entry 0: bbox must be a list of four"},
        Faulty{"[" + entry("[0,0,null,1]", "1") + "]", "four finite numbers, but has null"},
        Faulty{"[" + entry("[0,0,1,NaN]", "1") + "]", "NaN"},
        Faulty{"[" + entry("[0,0,1,1e999]", "1") + "]", "1e999"},
        Faulty{"[" + entry("[0,0,1,1]", "Infinity") + "]", "Infinity"},
        Faulty{"[" + entry("[0,0,1,1]", "\"high\"") + "]",
               "entry 0: score must be a finite number, but has \"high\""},
        Faulty{"[" + entry("[0,0,1,1]", "null") + "]", "score must be a finite number"},
        Faulty{R"([{"image_id": 1, "category_id": 1, "score": 1}])", "entry 0: bbox is missing"},
        Faulty{R"([{"image_id": 1.5, "category_id": 1, "bbox": [0,0,1,1], "score": 1}])",
               "image_id must be a whole number"},
        Faulty{R"([{"image_id": "1", "category_id": 1, "bbox": [0,0,1,1], "score": 1}])",
               "image_id must be a whole number"},
        Faulty{
            R"([{"image_id": 18446744073709551617, "category_id": 1, "bbox": [0,0,1,1], "score": 1}])",
            "image_id must be a whole number"},
        Faulty{R"([{"image_id": 3, "category_id": 1, "bbox": [0,0,1,1], "score": 1}])",
               "no image with the id 3"},
        Faulty{"[" + entry("[0,0,1,1]", "1") + ",\n", "2:1: at [1]: the file ends in the middle"},
        Faulty{"[" + entry("[0,0,1,1]", "1") + "]]", "the JSON ends before this"},
        Faulty{"[" + entry("[0,0,1,1]", "0.5.5") + "]", "score"},
        Faulty{"[\"\xff\"]", "1:3: at [0]"}));

TEST(CocoResults, ListTheFirstTwentyFaultsAndCountAll) {
  std::string text = "[";
  for (int i = 0; i < 25; ++i) text += std::string(i == 0 ? "" : ",") + "{}";
  const std::string message = refusal(text + "]");

  EXPECT_THAT(message, HasSubstr("has 100 problems:"));
  EXPECT_THAT(message, HasSubstr("\n  entry 0: image_id is missing\n"));
  EXPECT_THAT(message, HasSubstr("\n  ... and 80 more"));
}

}  // namespace
}  // namespace assay::evaluation
