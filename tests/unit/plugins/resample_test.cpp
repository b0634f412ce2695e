// SPDX-License-Identifier: Apache-2.0
#include "resample.hpp"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

namespace {

using namespace opencv_dnn;

cv::Mat noise(int rows, int columns) {
  cv::Mat made(rows, columns, CV_32F);
  cv::RNG random(7);
  random.fill(made, cv::RNG::UNIFORM, -1, 1);
  return made;
}

cv::Mat whole(const cv::Mat& source, Line (*line)(int, int), cv::Size size) {
  return resampled(source, line(source.cols, size.width), line(source.rows, size.height),
                   {{}, size});
}

TEST(Resampled, IsWhatOpenCvMakesWithAlignedEdges) {
  const cv::Mat source = noise(9, 7);
  for (const cv::Size size : {cv::Size(40, 31), cv::Size(7, 9), cv::Size(5, 4)}) {
    cv::Mat expected;
    cv::resize(source, expected, size, 0, 0, cv::INTER_LINEAR);

    EXPECT_LT(cv::norm(whole(source, with_edges_aligned, size), expected, cv::NORM_INF), 1e-5)
        << size;
  }
}

TEST(Resampled, KeepsTheCornersWhenTheyAreAligned) {
  const cv::Mat source = (cv::Mat_<float>(2, 3) << 0, 4, 8, 16, 20, 24);

  const cv::Mat result = whole(source, with_corners_aligned, {9, 5});

  EXPECT_EQ(result.at<float>(0, 0), 0);
  EXPECT_EQ(result.at<float>(0, 8), 8);
  EXPECT_EQ(result.at<float>(4, 8), 24);
  EXPECT_EQ(result.at<float>(1, 3), 7);  // 3 columns of 1, 1 row of 4
}

TEST(Resampled, MakesAPartAsItWouldTheWhole) {
  const cv::Mat source = noise(9, 7);
  const cv::Rect part(11, 3, 20, 17);
  const Line x = with_edges_aligned(7, 40), y = with_edges_aligned(9, 31);

  const cv::Mat expected = resampled(source, x, y, {0, 0, 40, 31})(part);

  EXPECT_EQ(cv::norm(resampled(source, x, y, part), expected, cv::NORM_INF), 0);
}

TEST(Resampled, GrowsFromOnePixel) {
  const cv::Mat one(1, 1, CV_32F, cv::Scalar::all(3));

  EXPECT_EQ(whole(one, with_corners_aligned, {4, 1}).at<float>(0, 3), 3);
  EXPECT_EQ(whole(one, with_edges_aligned, {4, 2}).at<float>(1, 3), 3);
}

}  // namespace
