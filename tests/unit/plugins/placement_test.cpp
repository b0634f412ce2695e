// SPDX-License-Identifier: Apache-2.0
#include "placement.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace {

using namespace opencv_dnn;

/// 40 x 20 pixels in an input of 20 x 20, five rows of border above and below.
Placement letterboxed() {
  Placement placement;
  placement.image = {40, 20};
  placement.input = {20, 20};
  placement.place(0.5, {0, 5}, {20, 10});
  return placement;
}

/// The middle 10 x 10 of 40 x 10 pixels.
Placement cropped() {
  Placement placement;
  placement.image = {40, 10};
  placement.input = {10, 10};
  placement.place(1, {-15, 0}, {40, 10});
  return placement;
}

TEST(Placement, TakesBoxesAndPointsBackToTheImage) {
  const Placement placement = letterboxed();

  EXPECT_EQ(box_in_image({1, 6, 4, 3}, placement), cv::Vec4d(2, 2, 8, 6));
  EXPECT_EQ(point_in_image({1, 6}, placement), cv::Point2d(2, 2));
  EXPECT_EQ(point_in_image({1, 6}, cropped()), cv::Point2d(16, 6));
}

TEST(Placement, KnowsWhichPartOfTheInputShowsTheImage) {
  EXPECT_EQ(content_of(letterboxed()), cv::Rect(0, 5, 20, 10));
  EXPECT_EQ(content_of(cropped()), cv::Rect(0, 0, 10, 10));
}

TEST(Placement, KnowsWhichPartOfTheImageTheInputShows) {
  EXPECT_EQ(shown_of(letterboxed()), cv::Rect(0, 0, 40, 20));
  EXPECT_EQ(shown_of(cropped()), cv::Rect(15, 0, 10, 10));
}

TEST(MapInImage, LeavesOutTheBorderOfALetterbox) {
  cv::Mat map(20, 20, CV_8U, cv::Scalar::all(9));
  map(cv::Rect(0, 5, 10, 10)) = cv::Scalar::all(1);
  map(cv::Rect(10, 5, 10, 10)) = cv::Scalar::all(2);

  const cv::Mat result = map_in_image(map, letterboxed(), 7);

  ASSERT_EQ(result.size(), cv::Size(40, 20));
  EXPECT_EQ(cv::countNonZero(result == 1), 20 * 20);
  EXPECT_EQ(cv::countNonZero(result.colRange(20, 40) == 2), 20 * 20);
}

TEST(MapInImage, SaysWhatACropCutOff) {
  const cv::Mat map(10, 10, CV_32S, cv::Scalar::all(300));

  const cv::Mat result = map_in_image(map, cropped(), 7);

  ASSERT_EQ(result.size(), cv::Size(40, 10));
  EXPECT_EQ(result.at<int>(0, 14), 7);
  EXPECT_EQ(result.at<int>(0, 15), 300);
  EXPECT_EQ(result.at<int>(9, 24), 300);
  EXPECT_EQ(result.at<int>(9, 25), 7);
}

}  // namespace
