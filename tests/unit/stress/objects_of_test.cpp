// SPDX-License-Identifier: Apache-2.0
#include "core/stress/annotation/objects_of.hpp"

#include <gtest/gtest.h>

namespace assay::stress {
namespace {

dataset::Annotation annotation(std::int64_t image, std::uint32_t begin, std::uint32_t end) {
  dataset::Annotation annotation;
  annotation.image_id = image;
  annotation.category_id = 7;
  annotation.keypoint_begin = begin;
  annotation.keypoint_end = end;
  return annotation;
}

dataset::Dataset two_people() {
  dataset::Dataset dataset;
  dataset.datapoints = {{"a.jpg", 1, "a.jpg"}, {"b.jpg", 2, "b.jpg"}};
  dataset.categories = {{3, "dog"}, {7, "person", {"left_hand", "right_hand"}}};
  dataset::InstanceTruth truth;
  truth.annotations = {annotation(2, 0, 2), annotation(1, 2, 4)};
  truth.keypoints = {1, 2, 2, 3, 4, 1, 5, 6, 2, 0, 0, 0};
  dataset.truth = truth;
  return dataset;
}

TEST(ObjectsOf, HaveTheirOwnKeypoints) {
  const auto objects = objects_of(two_people(), 2);
  ASSERT_EQ(objects.size(), 2U);
  EXPECT_EQ(objects[1].at(0).keypoints, (std::vector<Keypoint>{{1, 2, 2}, {3, 4, 1}}));
  EXPECT_EQ(objects[0].at(0).keypoints, (std::vector<Keypoint>{{5, 6, 2}, {0, 0, 0}}));
}

TEST(ObjectsOf, KnowWhichKeypointsAMirrorSwaps) {
  EXPECT_EQ(objects_of(two_people(), 1)[0].at(0).opposite, (std::vector<std::size_t>{1, 0}));
}

TEST(ObjectsOf, SwapNothingWhereTheNamesDoNotFit) {
  dataset::Dataset dataset = two_people();
  dataset.categories[1].keypoints.push_back("nose");
  EXPECT_TRUE(objects_of(dataset, 1)[0].at(0).opposite.empty());
}

}  // namespace
}  // namespace assay::stress
