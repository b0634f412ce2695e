// SPDX-License-Identifier: Apache-2.0
// The values that Efemarai's own code gave (reference/stress.md, 1.3).
#include "core/stress/score/efemarai_judge.hpp"

#include <gtest/gtest.h>

namespace assay::stress {
namespace {

constexpr image::Size kSize{640, 480};

Object object(Box box, std::int64_t category = 0) {
  Object one;
  one.category_id = category;
  one.box = {box, box};
  return one;
}

Detected detected(Box box, double score, std::size_t category = 0) {
  Detected one;
  one.box = box;
  one.category = category;
  one.score = score;
  return one;
}

double failure(const std::vector<Object>& objects, const std::vector<Detected>& found,
               InstanceKind kind = InstanceKind::boxes) {
  const EfemaraiTerms terms = efemarai_instances(objects, found, kind, 3, kSize);
  return terms.sum / terms.weight;
}

const Box kBox{10, 10, 50, 50};

TEST(EfemaraiInstances, GiveWhatEfemaraiGives) {
  EXPECT_EQ(failure({object(kBox)}, {detected(kBox, 1)}), 0);
  EXPECT_DOUBLE_EQ(failure({object(kBox)}, {detected(kBox, 0.5)}), 0.25);
  EXPECT_DOUBLE_EQ(failure({object(kBox)}, {detected({10, 10, 50, 30}, 1)}), 0.25);
  EXPECT_DOUBLE_EQ(failure({object(kBox)}, {detected(kBox, 1, 1)}), 1);
  EXPECT_NEAR(failure({object(kBox), object({100, 100, 150, 150})}, {detected(kBox, 1)}), 0.333,
              5e-4);
  EXPECT_NEAR(failure({object(kBox)}, {detected(kBox, 1), detected({200, 200, 220, 220}, 0.05)}),
              0.175, 1e-12);
}

TEST(EfemaraiInstances, CountAnAnswerWithoutObjectsOrObjectsWithoutAnswerAsOne) {
  EXPECT_EQ(failure({}, {}), 0);
  EXPECT_EQ(failure({object(kBox)}, {}), 1);
  EXPECT_EQ(failure({}, {detected(kBox, 0.1)}), 1);
}

TEST(EfemaraiInstances, DoNotLookAtVisibleKeypoints) {
  Object skeleton = object(kBox);
  skeleton.keypoints = {{10, 10, 2}, {20, 20, 2}};
  Detected far = detected(kBox, 1);
  far.keypoints = {310, 10, 1, 320, 20, 1};
  EXPECT_EQ(failure({skeleton}, {far}, InstanceKind::keypoints), 0);

  skeleton.keypoints = {{10, 10, 1}};
  Detected near = detected(kBox, 1);
  near.keypoints = {15, 10, 1};
  EXPECT_DOUBLE_EQ(failure({skeleton}, {near}, InstanceKind::keypoints), 1);
}

TEST(EfemaraiClass, ShrinksWithTheNumberOfClasses) {
  const auto wrong = [](std::size_t count) {
    std::vector<double> probabilities(count, 0);
    probabilities[1] = 1;
    return efemarai_class(0, probabilities).sum;
  };
  EXPECT_DOUBLE_EQ(wrong(2), 1);
  EXPECT_DOUBLE_EQ(wrong(10), 0.2);
  EXPECT_DOUBLE_EQ(wrong(1000), 0.002);
}

TEST(Vulnerability, IsTheDifferenceOverTheLargerWeight) {
  EXPECT_DOUBLE_EQ(vulnerability({0.1, 1}, {0.9, 2}), 0.4);
  EXPECT_DOUBLE_EQ(vulnerability({1, 2}, {0.5, 1}), -0.25);
}

}  // namespace
}  // namespace assay::stress
