// SPDX-License-Identifier: Apache-2.0
#include "heatmaps.hpp"

#include <assay/sdk/error.hpp>

#include <gtest/gtest.h>

#include <vector>

namespace {

using namespace opencv_dnn;

const Crop kPlain = {1, 1, {0, 0}};

/// One map of 5 x 4 cells, for a crop of 10 x 8 pixels.
cv::Mat one_map(const std::vector<std::pair<cv::Point, float>>& cells) {
  cv::Mat made(std::vector<int>{1, 1, 4, 5}, CV_32F, cv::Scalar::all(0));
  for (const auto& [at, value] : cells) made.ptr<float>(0, 0, at.y)[at.x] = value;
  return made;
}

Peak peak_of(const cv::Mat& map, const Crop& crop = kPlain) {
  return peaks_of(map, crop, {10, 8}).front();
}

TEST(Crop, WidensTheBoxToTheShapeOfTheInputAndGrowsIt) {
  const Crop tall = crop_around({100, 50, 10, 80}, {30, 40}, 1.25);
  const Crop wide = crop_around({100, 50, 60, 8}, {30, 40}, 1);

  EXPECT_EQ(tall.step_x, 75.0 / 30);  // 10 x 80 becomes 60 x 80, then 75 x 100
  EXPECT_EQ(tall.step_y, 100.0 / 40);
  EXPECT_EQ(tall.origin, cv::Point2d(105 - 37.5, 90 - 50));
  EXPECT_EQ(wide.step_x, 2);  // 60 x 8 becomes 60 x 80
  EXPECT_EQ(wide.origin, cv::Point2d(100, 54 - 40));
}

TEST(CutOut, ShowsTheImageThereAndBlackBeyondIt) {
  cv::Mat image(20, 20, CV_8UC3, cv::Scalar::all(50));
  image(cv::Rect(10, 10, 5, 5)) = cv::Scalar::all(200);

  const cv::Mat pixels = cut_out(image, {1, 1, {10, 10}}, {15, 15});

  EXPECT_EQ(pixels.at<cv::Vec3b>(4, 4), cv::Vec3b(200, 200, 200));
  EXPECT_EQ(pixels.at<cv::Vec3b>(5, 5), cv::Vec3b(50, 50, 50));
  EXPECT_EQ(pixels.at<cv::Vec3b>(12, 3), cv::Vec3b(0, 0, 0));
}

TEST(Peaks, MoveAQuarterTowardsTheGreaterNeighbour) {
  const Peak peak = peak_of(one_map({{{2, 1}, 0.5f}, {{3, 1}, 0.25f}, {{2, 0}, 0.125f}}));

  EXPECT_EQ(peak.x, 2.25f * 2);  // a cell is two pixels
  EXPECT_EQ(peak.y, 0.75f * 2);
  EXPECT_EQ(peak.confidence, 0.5f);
}

TEST(Peaks, StayBetweenEqualNeighboursAndAtTheEdges) {
  const Peak middle = peak_of(one_map({{{2, 1}, 0.5f}, {{3, 1}, 0.25f}, {{1, 1}, 0.25f}}));
  const Peak edge = peak_of(one_map({{{4, 3}, 0.5f}, {{3, 3}, 0.25f}, {{4, 2}, 0.25f}}));

  EXPECT_EQ(middle.x, 4);
  EXPECT_EQ(edge.x, 8);
  EXPECT_EQ(edge.y, 6);
}

TEST(Peaks, AreTheFirstOfEqualValues) {
  const Peak peak = peak_of(one_map({{{0, 0}, 0.5f}, {{4, 0}, 0.5f}, {{0, 3}, 0.5f}}));

  EXPECT_EQ(peak.x, 0);
  EXPECT_EQ(peak.y, 0);
}

TEST(Peaks, AreTakenBackToTheImage) {
  const Peak peak = peak_of(one_map({{{0, 3}, 0.5f}}), {3, 0.5, {100, 200}});

  EXPECT_EQ(peak.x, 100);
  EXPECT_EQ(peak.y, 203);
}

TEST(Peaks, RefuseWhatIsNoHeatmaps) {
  const cv::Mat flat(std::vector<int>{1, 10}, CV_32F, cv::Scalar::all(0));
  try {
    peaks_of(flat, kPlain, {10, 8});
    FAIL() << "did not throw";
  } catch (const assay::Error& error) {
    EXPECT_EQ(error.status(), assay::Status::argument);
    EXPECT_EQ(std::string(error.what()).find("the output has shape [1, 10], head heatmaps reads"),
              0u);
  }
}

}  // namespace
