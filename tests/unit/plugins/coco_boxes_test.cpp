// SPDX-License-Identifier: Apache-2.0
#include "coco_boxes.hpp"

#include <assay/sdk/error.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "tests/support/shared_data.hpp"
#include "tests/support/temporary_directory.hpp"

namespace {

using namespace opencv_dnn;
using testing::HasSubstr;

constexpr const char* kAnnotations = R"({
  "info": {"year": 2020, "contributor": null},
  "annotations": [
    {"id": 900100012345678, "image_id": 5, "category_id": 1, "bbox": [1, 2, 3.5, 4],
     "iscrowd": 0, "num_keypoints": 3, "segmentation": {"counts": [1, 2], "size": [3, 4]}},
    {"id": 2, "image_id": 5, "category_id": 1, "bbox": [0, 0, 9, 9], "iscrowd": 1},
    {"id": 3, "image_id": 5, "category_id": 1, "bbox": [0, 0, 9, 9], "num_keypoints": 0},
    {"id": 4, "image_id": 5, "category_id": 2, "bbox": [0, 0, 9, 9]},
    {"id": 5, "image_id": 6, "category_id": 1, "bbox": [5, 6, 7, 8]}],
  "images": [{"id": 5, "file_name": "a.jpg", "width": 100, "height": 50},
             {"id": 6, "file_name": "sub/b.jpg"}, {"id": 7, "file_name": "c.jpg"}],
  "categories": [{"id": 1, "name": "person"}]})";

class CocoBoxes : public testing::Test {
 protected:
  BoxFileOptions options_of(const std::string& boxes) {
    BoxFileOptions options;
    options.boxes = folder_.write("boxes.json", boxes);
    return options;
  }
  std::string complaint_of(const BoxFileOptions& options) {
    try {
      read_coco_boxes(options);
    } catch (const assay::Error& error) {
      return error.what();
    }
    return "";
  }
  assay::test::TemporaryDirectory folder_;
};

TEST_F(CocoBoxes, AreFoundByTheNameOfTheirImage) {
  const BoxesByName found = read_coco_boxes(options_of(kAnnotations));

  ASSERT_EQ(found.size(), 3u);
  const BoxesOfImage& first = found.at("a.jpg");
  ASSERT_EQ(first.boxes.size(), 1u);  // no crowd, nobody without keypoints, persons alone
  EXPECT_EQ(first.boxes[0].box, cv::Rect2d(1, 2, 3.5, 4));
  EXPECT_EQ(first.boxes[0].score, 1);
  EXPECT_EQ(first.size, cv::Size2d(100, 50));
  EXPECT_EQ(found.at("sub/b.jpg").boxes.size(), 1u);
  EXPECT_TRUE(found.at("c.jpg").boxes.empty());
}

TEST_F(CocoBoxes, OfAnotherCategoryAreTakenWhenAskedFor) {
  BoxFileOptions options = options_of(kAnnotations);
  options.category = 2;

  EXPECT_EQ(read_coco_boxes(options).at("a.jpg").boxes[0].box, cv::Rect2d(0, 0, 9, 9));
}

TEST_F(CocoBoxes, OfResultsHaveScoresAndImagesFromAnotherFile) {
  BoxFileOptions options = options_of(
      R"([{"image_id": 6, "category_id": 1, "bbox": [0, 0, 2, 2], "score": 0.75},
          {"image_id": 6, "category_id": 1, "bbox": [0, 0, 3, 3], "score": 0.25},
          {"image_id": 99, "category_id": 1, "bbox": [0, 0, 3, 3], "score": 1}])");
  options.images = folder_.write("annotations.json", kAnnotations);
  options.threshold = 0.5;

  const BoxesByName found = read_coco_boxes(options);

  ASSERT_EQ(found.at("sub/b.jpg").boxes.size(), 1u);
  EXPECT_EQ(found.at("sub/b.jpg").boxes[0].score, 0.75f);
}

TEST_F(CocoBoxes, OfResultsNeedTheImagesFile) {
  const std::string complaint = complaint_of(options_of("[]"));

  EXPECT_THAT(complaint, HasSubstr("boxes.json holds results"));
  EXPECT_THAT(complaint, HasSubstr("'boxes_images'"));
}

TEST_F(CocoBoxes, ThatLeaveNothingAreRefused) {
  BoxFileOptions options = options_of(kAnnotations);
  options.category = 3;

  EXPECT_EQ(complaint_of(options),
            "boxes.json has no box of category 3 for any image, or none that scores enough: see "
            "'boxes_category' and 'boxes_threshold'");
}

TEST_F(CocoBoxes, SayWhereAFileIsWrong) {
  const auto complaint = [&](const std::string& json) { return complaint_of(options_of(json)); };

  EXPECT_EQ(complaint("{\"images\": [{\"id\": 1}]}"),
            "boxes.json:1:22: an image ends that has no 'id' or 'file_name'");
  EXPECT_EQ(complaint("{\"annotations\": [\n{\"image_id\": 1, \"category_id\": 1}]}"),
            "boxes.json:2:34: a box ends that has no 'image_id', 'category_id' or 'bbox'");
  EXPECT_THAT(complaint(R"([{"bbox": [1, 2, 3]}])"), HasSubstr("x, y, width, height"));
  EXPECT_THAT(complaint(R"([{"bbox": [1, 2, -3, 4]}])"), HasSubstr("x, y, width, height"));
  EXPECT_THAT(complaint(R"([{"image_id": "a.jpg"}])"), HasSubstr("here should be a whole number"));
  EXPECT_THAT(
      complaint(R"({"images": [{"id": 1, "file_name": "a"}, {"id": 1, "file_name": "b"}]})"),
      HasSubstr("has a name or an id that another has too"));
}

TEST_F(CocoBoxes, ThatCannotBeReadAreNamed) {
  BoxFileOptions options;
  options.boxes = folder_.path() / "none.json";

  EXPECT_THAT(complaint_of(options), HasSubstr("cannot read " + options.boxes->string()));
}

// Against a reader of its own.
TEST_F(CocoBoxes, OfRealFilesAreAllThere) {
  const std::string folder = std::string(ASSAY_SHARED_DATA) + "/datasets/mmpose/coco/";
  ASSAY_REQUIRE_SHARED_DATA("datasets/mmpose/coco/test_coco.json");
  BoxFileOptions options;
  options.images = folder + "test_coco.json";
  options.boxes = folder + "test_coco_det_AP_H_56.json";
  std::ifstream stream(*options.boxes);
  const nlohmann::json expected = nlohmann::json::parse(stream);

  std::size_t count = 0;
  for (const auto& [name, image] : read_coco_boxes(options)) count += image.boxes.size();

  EXPECT_EQ(count, expected.size());
}

}  // namespace
