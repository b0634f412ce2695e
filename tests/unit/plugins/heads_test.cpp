// SPDX-License-Identifier: Apache-2.0
// Each head on a small array whose boxes can be computed by hand.
#include "heads/head.hpp"

#include <assay/sdk/error.hpp>

#include <gtest/gtest.h>

#include <vector>

namespace {

using namespace opencv_dnn;

cv::Mat array(const std::vector<int>& shape, const std::vector<float>& values) {
  cv::Mat made(shape, CV_32F);
  std::copy(values.begin(), values.end(), made.ptr<float>());
  return made;
}

HeadInput input_of(cv::Mat output) {
  HeadInput input;
  input.outputs = {std::move(output)};
  input.size = {64, 32};
  input.strides = {16, 32};
  return input;
}

TEST(DarknetRegion, ReadsRelativeCentresFromSeveralOutputs) {
  HeadInput input = input_of(array({1, 7}, {0.5f, 0.5f, 0.25f, 0.5f, 9, 0.1f, 0.2f}));
  input.outputs.push_back(array({1, 7}, {0.25f, 0.5f, 0.5f, 1, 9, 0.3f, 0.4f}));

  const Decoded decoded = decode_darknet_region(input);

  EXPECT_EQ(decoded.boxes, (std::vector<cv::Vec4d>{{24, 8, 16, 16}, {0, 0, 32, 32}}));
  EXPECT_EQ(decoded.scores.at<float>(1, 1), 0.4f);  // objectness is in it already
}

TEST(Yolox, AddsTheGridOfEachStride) {
  // Stride 16: 4 x 2 cells; stride 32: 2 x 1 cells.
  std::vector<float> values(10 * 6, 0);
  for (std::size_t row = 0; row < 10; ++row) {
    values[6 * row + 4] = 0.5f;
    values[6 * row + 5] = 0.5f;
  }

  const Decoded decoded = decode_yolox(input_of(array({1, 10, 6}, values)));

  EXPECT_EQ(decoded.boxes[5], cv::Vec4d(16 - 8, 16 - 8, 16, 16));   // second row, second column
  EXPECT_EQ(decoded.boxes[9], cv::Vec4d(32 - 16, 0 - 16, 32, 32));  // the last cell of stride 32
  EXPECT_EQ(decoded.scores.at<float>(9, 0), 0.25f);
}

TEST(Yolov5, MultipliesScoresAndDropsRowsWithoutAnObject) {
  HeadInput input = input_of(array({1, 2, 8}, {10, 10, 4, 6, 0.5f, 0.5f, 1, 77,  //
                                               20, 20, 4, 6, 0.1f, 1, 1, 77}));
  input.classes = 2;
  input.threshold = 0.25f;

  const Decoded decoded = decode_yolov5(input);

  EXPECT_EQ(decoded.boxes, (std::vector<cv::Vec4d>{{8, 7, 4, 6}}));
  ASSERT_EQ(decoded.scores.size(), cv::Size(2, 1));
  EXPECT_EQ(decoded.scores.at<float>(0, 0), 0.25f);
  EXPECT_EQ(decoded.scores.at<float>(0, 1), 0.5f);
  ASSERT_EQ(decoded.extras.size(), cv::Size(1, 1));  // of the row that is left
  EXPECT_EQ(decoded.extras.at<float>(0, 0), 77.0f);
}

TEST(Yolov5, TakesAllColumnsForClassesUnlessTold) {
  const Decoded decoded =
      decode_yolov5(input_of(array({1, 1, 8}, {10, 10, 4, 6, 1, 0.5f, 1, 0.25f})));

  EXPECT_EQ(decoded.scores.cols, 3);
}

TEST(Yolov5, CountsClassesFromTheExtraColumns) {
  HeadInput input = input_of(array({1, 1, 9}, {10, 10, 4, 6, 1, 0.5f, 0.25f, 7, 8}));
  input.extras = 2;

  const Decoded decoded = decode_yolov5(input);

  EXPECT_EQ(decoded.scores.cols, 2);
  EXPECT_EQ(decoded.extras.at<float>(0, 1), 8.0f);
}

TEST(Yolov8, KeepsLinesAfterTheClassesAsExtras) {
  HeadInput input = input_of(array({1, 7, 2}, {10, 20, 10, 20, 4, 8, 6, 2, 0.1f, 0.2f,  //
                                               5, 6, 7, 8}));
  input.classes = 1;

  const Decoded decoded = decode_yolov8(input);

  EXPECT_EQ(decoded.scores.cols, 1);
  ASSERT_EQ(decoded.extras.size(), cv::Size(2, 2));
  EXPECT_EQ(decoded.extras.at<float>(0, 1), 7.0f);
  EXPECT_EQ(decoded.extras.at<float>(1, 0), 6.0f);
}

TEST(Yolov8, ReadsBoxesFromColumns) {
  const Decoded decoded = decode_yolov8(input_of(array({1, 6, 2}, {10, 20,      // cx
                                                                   10, 20,      // cy
                                                                   4, 8,        // width
                                                                   6, 2,        // height
                                                                   0.1f, 0.2f,  // first class
                                                                   0.3f, 0.4f})));

  EXPECT_EQ(decoded.boxes, (std::vector<cv::Vec4d>{{8, 7, 4, 6}, {16, 19, 8, 2}}));
  EXPECT_EQ(decoded.scores.at<float>(1, 0), 0.2f);
  EXPECT_EQ(decoded.scores.at<float>(0, 1), 0.3f);
}

TEST(FastestDet, ReadsOffsetsAndSizesOfCells) {
  // One row of two cells; channels objectness, x, y, width, height, one class.
  const Decoded decoded =
      decode_fastestdet(input_of(array({1, 6, 1, 2}, {1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1})));

  EXPECT_EQ(decoded.boxes, (std::vector<cv::Vec4d>{{-16, -8, 32, 16}, {16, -8, 32, 16}}));
  EXPECT_EQ(decoded.scores.at<float>(0, 0), 0.0f);
  EXPECT_EQ(decoded.scores.at<float>(1, 0), 1.0f);
}

/// One stride of 32 on 64 x 32: two cells; a point per face.
HeadInput yunet_input() {
  HeadInput input = input_of(array({1, 2, 2}, {0, 0, 0.5f, 0.25f}));  // points
  input.outputs.push_back(array({1, 2, 1}, {0.25f, 4}));              // objectness
  input.outputs.push_back(array({1, 2, 4}, {0, 0, 0, 0, 0.5f, 0.5f, 0, 0}));
  input.outputs.push_back(array({1, 2, 1}, {0.25f, 0.25f}));  // class
  input.strides = {32};
  return input;
}

TEST(YuNet, PutsTogetherTheOutputsOfAStrideInAnyOrder) {
  const Decoded decoded = decode_yunet(yunet_input());

  EXPECT_EQ(decoded.boxes, (std::vector<cv::Vec4d>{{-16, -16, 32, 32}, {32, 0, 32, 32}}));
  EXPECT_EQ(decoded.scores.at<float>(0, 0), 0.25f);
  EXPECT_EQ(decoded.scores.at<float>(1, 0), 0.5f);  // scores beyond 1 count as 1
  ASSERT_EQ(decoded.extras.size(), cv::Size(3, 2));
  EXPECT_EQ(decoded.extras.at<float>(1, 0), 48.0f);
  EXPECT_EQ(decoded.extras.at<float>(1, 1), 8.0f);
  EXPECT_EQ(decoded.extras.at<float>(1, 2), 0.5f);
}

TEST(YuNet, RefusesOutputsThatDoNotMakeUpItsStrides) {
  HeadInput other_stride = yunet_input();
  other_stride.strides = {16};
  HeadInput too_few = yunet_input();
  too_few.outputs.pop_back();

  EXPECT_THROW(decode_yunet(other_stride), assay::Error);
  EXPECT_THROW(decode_yunet(too_few), assay::Error);
}

TEST(Heads, RefuseOutputsOfAnotherShape) {
  const cv::Mat flat = array({1, 10}, std::vector<float>(10));
  for (const char* name : {"yolox", "yolov5", "yolov8", "yunet", "fastestdet"}) {
    try {
      head_named(name).decode(input_of(flat));
      FAIL() << name << " did not throw";
    } catch (const assay::Error& error) {
      EXPECT_EQ(error.status(), assay::Status::argument);
      EXPECT_EQ(std::string(error.what())
                    .find("the output has shape [1, 10], head " + std::string(name) + " reads"),
                0u);
    }
  }
  EXPECT_THROW(decode_darknet_region(input_of(array({1, 5}, std::vector<float>(5)))), assay::Error);
}

}  // namespace
