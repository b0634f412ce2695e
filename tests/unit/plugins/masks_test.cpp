// SPDX-License-Identifier: Apache-2.0
// Masks against the same arithmetic done plainly, plane by plane, with OpenCV.
#include "masks.hpp"

#include <assay/sdk/error.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <opencv2/imgproc.hpp>
#include <vector>

namespace {

using namespace opencv_dnn;

constexpr int kPrototypes = 3;

cv::Mat prototypes(int height, int width) {
  cv::Mat made(std::vector<int>{1, kPrototypes, height, width}, CV_32F);
  cv::RNG random(11);
  random.fill(made, cv::RNG::NORMAL, 0, 2);
  return made;
}

const cv::Mat kCoefficients = (cv::Mat_<float>(1, kPrototypes) << 1, -0.5f, 0.75f);

Placement letterboxed(cv::Size image, int side) {
  Placement placement;
  placement.image = image;
  placement.input = {side, side};
  const double ratio = static_cast<double>(side) / std::max(image.width, image.height);
  const cv::Size scaled(static_cast<int>(std::nearbyint(image.width * ratio)),
                        static_cast<int>(std::nearbyint(image.height * ratio)));
  placement.place(ratio, {(side - scaled.width) / 2, (side - scaled.height) / 2}, scaled);
  return placement;
}

/// The whole plane, with nothing left out.
cv::Mat expected_mask(const cv::Mat& protos, const cv::Vec4d& box, const Placement& placement) {
  const int rows = protos.size[2], columns = protos.size[3];
  const double cell = static_cast<double>(placement.input.width) / columns;
  cv::Mat plane(rows, columns, CV_32F, cv::Scalar::all(0));
  for (int y = 0; y < rows; ++y) {
    for (int x = 0; x < columns; ++x) {
      if (x < box[0] / cell || x >= (box[0] + box[2]) / cell) continue;
      if (y < box[1] / cell || y >= (box[1] + box[3]) / cell) continue;
      float sum = 0;
      for (int k = 0; k < kPrototypes; ++k) {
        sum += kCoefficients.at<float>(k) * protos.ptr<float>(0, k, y)[x];
      }
      plane.at<float>(y, x) = 1.0f / (1.0f + std::exp(-sum));
    }
  }
  cv::Mat at_input, at_image;
  cv::resize(plane, at_input, placement.input, 0, 0, cv::INTER_LINEAR);
  cv::resize(at_input(content_of(placement)), at_image, placement.image, 0, 0, cv::INTER_LINEAR);
  return (at_image > 0.5f) & 1;
}

cv::Mat whole(const PartialMask& mask, cv::Size image) {
  cv::Mat plane(image, CV_8U, cv::Scalar::all(0));
  if (!mask.part.empty()) mask.pixels.copyTo(plane(mask.part));
  return plane;
}

TEST(Masks, AreThoseOfTheWholePlaneWhereverTheBoxLies) {
  const cv::Mat protos = prototypes(16, 16);
  const std::vector<cv::Vec4d> boxes = {
      {20, 24, 17, 13}, {0, 0, 64, 64}, {-9, 30, 30, 50}, {33.5, 16.25, 0.75, 9}, {1, 1, 4, 4}};
  for (const cv::Size image : {cv::Size(200, 120), cv::Size(40, 61), cv::Size(64, 64)}) {
    const Placement placement = letterboxed(image, 64);
    const MaskMaker maker(protos, placement, 0.5f);
    int pixels = 0;
    for (const cv::Vec4d& box : boxes) {
      const cv::Mat expected = expected_mask(protos, box, placement);
      pixels += cv::countNonZero(expected);

      const cv::Mat mask = whole(maker.mask_of(kCoefficients, box), image);

      // A pixel whose value is 0.5 to the last bit may fall on either side.
      EXPECT_LE(cv::countNonZero(mask != expected), 1) << image << " box " << box;
    }
    EXPECT_GT(pixels, 100) << image;
  }
}

TEST(Masks, TakeUpOnlyTheSurroundingsOfTheirBox) {
  const MaskMaker maker(prototypes(16, 16), letterboxed({640, 640}, 64), 0.5f);

  const PartialMask mask = maker.mask_of(kCoefficients, {20, 24, 8, 8});

  EXPECT_GT(mask.part.area(), 0);
  EXPECT_LT(mask.part.width, 300);
  EXPECT_EQ(mask.pixels.size(), mask.part.size());
}

TEST(Masks, StayWithinWhatACropShows) {
  Placement placement;
  placement.image = {256, 64};
  placement.input = {64, 64};
  placement.place(1, {-96, 0}, {256, 64});
  cv::Mat filled(std::vector<int>{1, 1, 16, 16}, CV_32F, cv::Scalar::all(5));
  const MaskMaker maker(filled, placement, 0.5f);

  const cv::Mat mask =
      whole(maker.mask_of(cv::Mat(1, 1, CV_32F, cv::Scalar::all(1)), {-50, 0, 200, 64}), {256, 64});

  EXPECT_EQ(cv::countNonZero(mask), 64 * 64);
  EXPECT_EQ(cv::countNonZero(mask.colRange(96, 160)), 64 * 64);
}

TEST(Masks, HaveTheirThreshold) {
  cv::Mat filled(std::vector<int>{1, 1, 16, 16}, CV_32F, cv::Scalar::all(1));  // sigmoid: 0.731
  const cv::Mat one(1, 1, CV_32F, cv::Scalar::all(1));
  const Placement placement = letterboxed({64, 64}, 64);

  const PartialMask loose = MaskMaker(filled, placement, 0.7f).mask_of(one, {0, 0, 64, 64});
  const PartialMask strict = MaskMaker(filled, placement, 0.8f).mask_of(one, {0, 0, 64, 64});

  EXPECT_EQ(cv::countNonZero(loose.pixels), 64 * 64);
  EXPECT_EQ(cv::countNonZero(whole(strict, {64, 64})), 0);
}

TEST(Masks, OfBoxesOutsideTheInputOrOfNoNumbersAreEmpty) {
  const MaskMaker maker(prototypes(16, 16), letterboxed({64, 64}, 64), 0.5f);
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double infinity = std::numeric_limits<double>::infinity();

  for (const cv::Vec4d& box :
       {cv::Vec4d(70, 0, 5, 5), cv::Vec4d(-20, 0, 5, 5), cv::Vec4d(nan, 0, 5, 5),
        cv::Vec4d(0, 0, 5, nan), cv::Vec4d(10, 10, -5, 3), cv::Vec4d(infinity, 0, 1, 1)}) {
    EXPECT_TRUE(maker.mask_of(kCoefficients, box).part.empty()) << box;
  }
}

TEST(Masks, RefusePrototypesOfAnotherShape) {
  const cv::Mat flat(std::vector<int>{1, 25200, 117}, CV_32F, cv::Scalar::all(0));

  EXPECT_THROW(MaskMaker(flat, letterboxed({64, 64}, 64), 0.5f), assay::Error);
}

}  // namespace
