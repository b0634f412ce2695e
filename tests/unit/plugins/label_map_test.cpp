// SPDX-License-Identifier: Apache-2.0
#include "label_map.hpp"

#include <assay/sdk/error.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <string>
#include <vector>

namespace {

using namespace opencv_dnn;

/// f32 [1, channels, height, width]; channel k has values[k] everywhere.
cv::Mat uniform(const std::vector<float>& values, int height, int width) {
  cv::Mat made(std::vector<int>{1, static_cast<int>(values.size()), height, width}, CV_32F);
  for (int k = 0; k < made.size[1]; ++k) {
    std::fill_n(made.ptr<float>(0, k), height * width, values[static_cast<std::size_t>(k)]);
  }
  return made;
}

Placement stretched(cv::Size image, cv::Size input) {
  Placement placement;
  placement.image = image;
  placement.input = placement.scaled = input;
  placement.ratio_x = static_cast<double>(input.width) / image.width;
  placement.ratio_y = static_cast<double>(input.height) / image.height;
  return placement;
}

/// Two classes; the second wins in the right cell of two.
cv::Mat left_and_right() {
  cv::Mat scores = uniform({0, 0}, 1, 2);
  scores.ptr<float>(0, 0)[0] = 1;
  scores.ptr<float>(0, 1)[1] = 1;
  return scores;
}

int count(const cv::Mat& labels, int label) {
  return cv::countNonZero(labels == label);
}

TEST(Labels, AreTheGreatestChannelAndTheFirstOfEquals) {
  const Placement placement = stretched({6, 4}, {3, 2});

  EXPECT_EQ(count(labels_of(uniform({1, 3, 2}, 2, 3), placement, {}), 1), 24);
  EXPECT_EQ(count(labels_of(uniform({-1, 2, 2}, 2, 3), placement, {}), 1), 24);
}

TEST(Labels, AreBytesUntilThereAreTooManyClasses) {
  const Placement placement = stretched({2, 2}, {2, 2});
  std::vector<float> many(257, 0);
  many.back() = 1;

  EXPECT_EQ(labels_of(uniform({1, 3, 2}, 1, 1), placement, {}).type(), CV_8U);
  const cv::Mat labels = labels_of(uniform(many, 1, 1), placement, {});
  EXPECT_EQ(labels.type(), CV_32S);
  EXPECT_EQ(count(labels, 256), 4);
}

TEST(Labels, AreChosenAtTheInputOrAtTheImage) {
  const Placement placement = stretched({30, 1}, {3, 1});
  LabelOptions options;

  EXPECT_EQ(count(labels_of(left_and_right(), placement, options), 0), 20);  // ties at pixel 1
  options.at_image = true;
  EXPECT_EQ(count(labels_of(left_and_right(), placement, options), 0), 15);
}

TEST(Labels, DependOnHowTheScoresAreAligned) {
  cv::Mat scores = uniform({0, 0}, 1, 4);  // 0, 1, 1, 1
  scores.ptr<float>(0, 0)[0] = 1;
  for (int i = 1; i < 4; ++i) scores.ptr<float>(0, 1)[i] = 1;
  const Placement placement = stretched({72, 1}, {72, 1});
  LabelOptions options;

  EXPECT_EQ(count(labels_of(scores, placement, options), 0), 18);  // equal at 17.5
  options.align_corners = true;
  EXPECT_EQ(count(labels_of(scores, placement, options), 0), 12);  // at 11.8, half of 71 / 3
}

TEST(Labels, LeaveOutTheBorderOfALetterboxAtBothSizes) {
  Placement placement;
  placement.image = {8, 4};
  placement.input = {4, 4};
  placement.place(0.5, {0, 1}, {4, 2});
  cv::Mat scores = uniform({0, 0}, 4, 4);  // class 1 on the border's rows alone
  for (int x = 0; x < 4; ++x) {
    scores.ptr<float>(0, 1)[x] = scores.ptr<float>(0, 1)[12 + x] = 1;
  }
  LabelOptions options;

  EXPECT_EQ(count(labels_of(scores, placement, options), 0), 32);
  options.at_image = true;
  EXPECT_EQ(count(labels_of(scores, placement, options), 0), 32);
}

TEST(Labels, SayWhatACropCutOffAtBothSizes) {
  Placement placement;
  placement.image = {40, 10};
  placement.input = {10, 10};
  placement.place(1, {-15, 0}, {40, 10});
  LabelOptions options;
  options.outside = 255;
  for (const bool at_image : {false, true}) {
    options.at_image = at_image;

    const cv::Mat labels = labels_of(uniform({0, 1}, 5, 5), placement, options);

    EXPECT_EQ(count(labels, 1), 100) << at_image;
    EXPECT_EQ(count(labels.colRange(15, 25), 1), 100) << at_image;
    EXPECT_EQ(count(labels, 255), 300) << at_image;
  }
}

TEST(Labels, OfOneChannelAreAboveTheThreshold) {
  const Placement placement = stretched({2, 2}, {2, 2});
  LabelOptions options;
  options.threshold = 0.75f;

  EXPECT_EQ(count(labels_of(uniform({0.75f}, 2, 2), placement, options), 0), 4);
  EXPECT_EQ(count(labels_of(uniform({0.76f}, 2, 2), placement, options), 1), 4);
  options.sigmoid = true;  // of 1.0: 0.731, of 1.2: 0.769
  EXPECT_EQ(count(labels_of(uniform({1.0f}, 2, 2), placement, options), 0), 4);
  EXPECT_EQ(count(labels_of(uniform({1.2f}, 2, 2), placement, options), 1), 4);
}

TEST(Labels, OfOneChannelThatHoldsLogitsAskForTheSigmoid) {
  try {
    labels_of(uniform({-3}, 2, 2), stretched({2, 2}, {2, 2}), {});
    FAIL() << "did not throw";
  } catch (const assay::Error& error) {
    EXPECT_NE(std::string(error.what()).find("set 'sigmoid: true'"), std::string::npos);
  }
}

TEST(Labels, OfScoresThatAreNoNumbersAreNotTheFirstClass) {
  cv::Mat scores = uniform({1, 2}, 2, 2);
  scores.ptr<float>(0, 1)[3] = std::numeric_limits<float>::quiet_NaN();

  EXPECT_THROW(labels_of(scores, stretched({2, 2}, {2, 2}), {}), assay::Error);
}

TEST(Labels, RefuseAnotherShape) {
  const cv::Mat flat(std::vector<int>{1, 1000}, CV_32F, cv::Scalar::all(0));
  try {
    labels_of(flat, stretched({2, 2}, {2, 2}), {});
    FAIL() << "did not throw";
  } catch (const assay::Error& error) {
    EXPECT_EQ(error.status(), assay::Status::argument);
    EXPECT_NE(std::string(error.what()).find("[1, 1000]"), std::string::npos);
  }
}

}  // namespace
