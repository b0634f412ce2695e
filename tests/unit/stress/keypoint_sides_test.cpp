// SPDX-License-Identifier: Apache-2.0
#include "core/stress/annotation/keypoint_sides.hpp"

#include <gtest/gtest.h>

#include <memory>

#include "core/stress/annotation/move_objects.hpp"
#include "core/stress/warp/homography.hpp"

namespace assay::stress {
namespace {

constexpr image::Size kSize{100, 80};
using Numbers = std::vector<std::size_t>;

WarpChain chain(std::initializer_list<Matrix3> forward) {
  WarpChain warps;
  for (const Matrix3& matrix : forward) {
    warps.push_back({std::make_shared<Homography>(matrix), {}});
  }
  return warps;
}

// Of an image of kSize, about the middles of pixels.
constexpr Matrix3 kHorizontal{-1, 0, 99, 0, 1, 0, 0, 0, 1};
constexpr Matrix3 kVertical{1, 0, 0, 0, -1, 79, 0, 0, 1};
constexpr Matrix3 kHalfTurn{-1, 0, 99, 0, -1, 79, 0, 0, 1};
constexpr Matrix3 kTransposed{0, 1, 0, 1, 0, 0, 0, 0, 1};
constexpr Matrix3 kQuarterTurn{0, -1, 79, 1, 0, 0, 0, 0, 1};

TEST(OppositeSides, AreFoundByTheirNames) {
  EXPECT_EQ(opposite_sides({"nose", "left_eye", "right_eye"}), (Numbers{0, 2, 1}));
  EXPECT_EQ(opposite_sides({"RightEar", "LeftEar", "Head"}), (Numbers{1, 0, 2}));
  EXPECT_EQ(opposite_sides({"l_hip", "r_hip", "ankle.L", "ankle.R"}), (Numbers{1, 0, 3, 2}));
  EXPECT_EQ(opposite_sides({"mouth left", "mouth right"}), (Numbers{1, 0}));
}

TEST(OppositeSides, AreNoneWhereNamesSayNothing) {
  EXPECT_TRUE(opposite_sides({}).empty());
  EXPECT_TRUE(opposite_sides({"nose", "tail", "upright", "rule"}).empty());
  EXPECT_TRUE(opposite_sides({"left_eye", "nose"}).empty());
}

TEST(OppositeSides, StayAPermutationWhereANameIsThereTwice) {
  EXPECT_EQ(opposite_sides({"left_eye", "right_eye", "left_eye"}), (Numbers{0, 2, 1}));
}

/// Positions go on to the right, but for a fold of some pixels.
class Fold final : public Warp {
 public:
  void backward(std::span<float> /*x*/, std::span<float> /*y*/) const override {}
  std::optional<Point> forward(Point input) const override {
    const bool folded = input.x > 20 && input.x < 22;
    return Point{folded ? 42 - input.x : input.x, input.y};
  }
  double tolerance() const override { return 2; }
};

// Found by a perfect model in whole runs: what a fold turns over is a little of an object.
TEST(AreMirrored, LooksAcrossFolds) {
  const std::vector<Keypoint> keypoints{{19.8, 20, 2}};
  EXPECT_FALSE(are_mirrored(keypoints, {{std::make_shared<Fold>(), {}}}));
}

TEST(AreMirrored, GoesByWhatTheWarpsTurnOver) {
  const std::vector<Keypoint> keypoints{{20, 20, 2}, {30, 40, 1}, {0, 0, 0}};
  EXPECT_TRUE(are_mirrored(keypoints, chain({kHorizontal})));
  EXPECT_TRUE(are_mirrored(keypoints, chain({kVertical})));
  EXPECT_TRUE(are_mirrored(keypoints, chain({kTransposed})));
  EXPECT_FALSE(are_mirrored(keypoints, chain({kHalfTurn})));
  EXPECT_FALSE(are_mirrored(keypoints, chain({kQuarterTurn})));
  EXPECT_FALSE(are_mirrored(keypoints, chain({kHorizontal, kVertical})));
  EXPECT_TRUE(are_mirrored(keypoints, chain({kHorizontal, kQuarterTurn})));
  EXPECT_FALSE(are_mirrored(keypoints, {}));
}

TEST(MoveObjects, GivesKeypointsOfAMirroredObjectTheOtherSide) {
  Object person;
  person.box = {{10, 10, 40, 60}, {10, 10, 40, 60}};
  person.keypoints = {{25, 15, 2}, {20, 30, 2}, {30, 32, 1}};  // nose, left and right hand
  person.opposite = {0, 2, 1};
  Workspace workspace;
  const auto after = [&](const WarpChain& warps) {
    return move_objects({person}, {warps.begin(), warps.end()}, kSize, {}, workspace)
        .at(0)
        .keypoints;
  };
  EXPECT_EQ(after(chain({kHorizontal})),
            (std::vector<Keypoint>{{74, 15, 2}, {69, 32, 1}, {79, 30, 2}}));
  EXPECT_EQ(after(chain({kHalfTurn})),
            (std::vector<Keypoint>{{74, 64, 2}, {79, 49, 2}, {69, 47, 1}}));
  person.opposite.clear();  // nobody knows
  EXPECT_EQ(after(chain({kHorizontal})),
            (std::vector<Keypoint>{{74, 15, 2}, {79, 30, 2}, {69, 32, 1}}));
}

}  // namespace
}  // namespace assay::stress
