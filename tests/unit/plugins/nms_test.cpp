// SPDX-License-Identifier: Apache-2.0
#include "nms.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace {

using namespace opencv_dnn;

std::vector<float> scores_of(const std::vector<Candidate>& candidates) {
  std::vector<float> scores;
  for (const Candidate& one : candidates) scores.push_back(one.score);
  return scores;
}

Decoded two_boxes() {
  Decoded decoded;
  decoded.boxes = {{0, 0, 10, 10}, {5, 5, 10, 10}};
  decoded.scores = (cv::Mat_<float>(2, 3) << 0.5f, 0.75f, 0.25f, 0.25f, 0.125f, 0.5f);
  return decoded;
}

TEST(Candidates, AreAllPairsAboveTheThresholdBoxByBox) {
  const auto found = candidates_of(two_boxes(), 0.25f, ClassChoice::all);

  EXPECT_EQ(scores_of(found), (std::vector<float>{0.5f, 0.75f, 0.5f}));
  EXPECT_EQ(found[1].class_index, 1);
  EXPECT_EQ(found[2].box, cv::Vec4d(5, 5, 10, 10));
  EXPECT_EQ(found[1].row, 0);
  EXPECT_EQ(found[2].row, 1);
}

TEST(Candidates, AreTheBestClassOnlyWhenToldSo) {
  const auto found = candidates_of(two_boxes(), 0.6f, ClassChoice::best);

  EXPECT_EQ(scores_of(found), (std::vector<float>{0.75f}));
}

TEST(Suppression, KeepsTheBetterOfTwoThatOverlapMore) {
  const std::vector<Candidate> boxes = {{{0, 0, 10, 10}, 0.5f, 0}, {{0, 0, 10, 9}, 0.75f, 0}};

  EXPECT_EQ(scores_of(suppress(boxes, 0.5, 10)), (std::vector<float>{0.75f}));
}

TEST(Suppression, KeepsBothAtExactlyTheLimit) {
  const std::vector<Candidate> boxes = {{{0, 0, 10, 10}, 0.75f, 0}, {{0, 0, 10, 5}, 0.5f, 0}};

  EXPECT_EQ(suppress(boxes, 0.5, 10).size(), 2u);  // their IoU is 0.5
  EXPECT_EQ(suppress(boxes, 0.49, 10).size(), 1u);
}

TEST(Suppression, LeavesOtherClassesAlone) {
  const std::vector<Candidate> boxes = {{{0, 0, 10, 10}, 0.75f, 0}, {{0, 0, 10, 10}, 0.5f, 1}};

  EXPECT_EQ(suppress(boxes, 0.5, 10).size(), 2u);
}

TEST(Suppression, IsNotBySuppressedBoxes) {
  // The second overlaps the first and the third; the first and the third hardly touch.
  const std::vector<Candidate> chain = {
      {{0, 0, 10, 10}, 0.9f, 0}, {{4, 0, 10, 10}, 0.8f, 0}, {{8, 0, 10, 10}, 0.7f, 0}};

  EXPECT_EQ(scores_of(suppress(chain, 0.4, 10)), (std::vector<float>{0.9f, 0.7f}));
}

TEST(Suppression, KeepsEqualScoresInOrderAndStopsAtTopK) {
  std::vector<Candidate> boxes;
  for (int i = 0; i < 5; ++i) boxes.push_back({{i * 20.0, 0, 10, 10}, 0.5f, 0});

  const auto kept = suppress(boxes, 0.5, 3);

  ASSERT_EQ(kept.size(), 3u);
  EXPECT_EQ(kept[2].box[0], 40);
}

}  // namespace
