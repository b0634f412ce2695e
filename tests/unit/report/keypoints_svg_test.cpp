// SPDX-License-Identifier: Apache-2.0
#include "core/report/keypoints_svg.hpp"

#include <gmock/gmock.h>

namespace assay::report {
namespace {

using State = Keypoint::State;
using testing::HasSubstr;
using testing::Not;

/// Half as large as the image.
PictureFrame frame() {
  return {{100, 100}, {50, 50}};
}

Object object(std::optional<double> score, std::vector<Keypoint> keypoints) {
  return {0, 0, 100, 100, "person", score, {}, std::move(keypoints)};
}

TEST(KeypointsSvg, AreDotsAndRingsOfTheTruth) {
  EXPECT_EQ(keypoints_svg(
                object(std::nullopt,
                       {{20, 40, State::visible}, {0, 0, State::absent}, {60, 80, State::hidden}}),
                frame()),
            "<circle class=\"dot\" cx=\"10.0\" cy=\"20.0\" r=\"3.5\"/>"
            "<circle class=\"ring\" cx=\"30.0\" cy=\"40.0\" r=\"3.5\"/>");
}

TEST(KeypointsSvg, AreCrossesOfAPrediction) {
  EXPECT_EQ(keypoints_svg(object(0.5, {{20, 40, State::visible}, {0, 0, State::absent}}), frame()),
            "<path class=\"cross\" d=\"M6.5 16.5l7 7m0-7l-7 7\"/>");
}

TEST(KeypointsSvg, AreNothingWhereNoPointIsThere) {
  EXPECT_EQ(keypoints_svg(object(0.5, {}), frame()), "");
  EXPECT_EQ(keypoints_svg(object(0.5, std::vector<Keypoint>(17)), frame()), "");
  EXPECT_EQ(keypoints_svg(object(std::nullopt, std::vector<Keypoint>(17)), frame()), "");
}

TEST(KeypointsSvg, AreJoinedWhereTheyAreAPersons) {
  std::vector<Keypoint> keypoints(17);
  keypoints[5] = {20, 40, State::visible};  // shoulder, elbow, wrist
  keypoints[7] = {40, 40, State::hidden};
  keypoints[9] = {60, 80, State::visible};

  const std::string svg = keypoints_svg(object(0.5, keypoints), frame());

  EXPECT_THAT(svg,
              HasSubstr("<path class=\"limb\" d=\"M10.0 20.0L20.0 20.0M20.0 20.0L30.0 40.0\"/>"));
  keypoints.resize(16);
  EXPECT_THAT(keypoints_svg(object(0.5, keypoints), frame()), Not(HasSubstr("limb")));
}

TEST(KeypointsSvg, AreKeptToThePicture) {
  const std::string svg =
      keypoints_svg(object(std::nullopt, {{-1e300, 1e300, State::visible}}), frame());
  EXPECT_THAT(svg, HasSubstr("cx=\"0.0\" cy=\"50.0\""));
}

}  // namespace
}  // namespace assay::report
