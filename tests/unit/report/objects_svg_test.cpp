// SPDX-License-Identifier: Apache-2.0
#include "core/report/objects_svg.hpp"

#include <gmock/gmock.h>

#include <limits>

#include "core/report/text.hpp"
#include "tests/unit/report/sample.hpp"

namespace assay::report {
namespace {

using testing::HasSubstr;
using testing::Not;

std::size_t count_of(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

TEST(ObjectsSvg, ScalesBoxesToThePicture) {
  ObjectComparison objects;
  objects.truth = {{100, 50, 200, 100, "dog", std::nullopt}};
  objects.predicted = {{10, 210, 40, 20, "cat", 0.875}};

  EXPECT_EQ(objects_svg(objects, {640, 480}, {320, 240}),
            "<g class=\"predicted\"><g><title>cat 0.88</title>"
            "<rect class=\"box\" x=\"5.0\" y=\"105.0\" width=\"20.0\" height=\"10.0\"/></g></g>"
            "<g class=\"truth\"><g><title>dog</title>"
            "<rect class=\"box\" x=\"50.0\" y=\"25.0\" width=\"100.0\" height=\"50.0\"/></g></g>"
            "<g class=\"truth\">"
            "<rect class=\"label\" x=\"50.0\" y=\"75.0\" width=\"24.6\" height=\"13.0\"/>"
            "<text x=\"53.0\" y=\"85.0\">dog</text></g>"
            "<g class=\"predicted\">"
            "<rect class=\"label\" x=\"5.0\" y=\"92.0\" width=\"55.6\" height=\"13.0\"/>"
            "<text x=\"8.0\" y=\"102.0\">cat 0.88</text></g>");
}

TEST(ObjectsSvg, CutsBoxesOffAtTheEdge) {
  ObjectComparison objects;
  objects.truth = {{-1e30, -5, 2e30, 1e30, "x", std::nullopt}};
  EXPECT_THAT(objects_svg(objects, {100, 100}, {100, 100}),
              HasSubstr("x=\"0.0\" y=\"0.0\" width=\"100.0\" height=\"100.0\""));
}

TEST(ObjectsSvg, DrawsThePredictionsOfHighestScore) {
  ObjectComparison objects;
  for (int i = 0; i < 100; ++i) objects.predicted.push_back({0, 0, 1, 1, "x", i / 100.0});

  const std::string svg = objects_svg(objects, {10, 10}, {10, 10});

  EXPECT_EQ(count_of(svg, "class=\"box\""), kPredictionsDrawn);
  EXPECT_THAT(svg, HasSubstr("x 0.99<"));
  EXPECT_THAT(svg, Not(HasSubstr("x 0.59<")));
}

TEST(ObjectsSvg, DrawsTheFirstOfMuchTruth) {
  ObjectComparison objects;
  for (int i = 0; i < 150; ++i) objects.truth.push_back({0, 0, 1, 1, "x", std::nullopt});
  EXPECT_EQ(count_of(objects_svg(objects, {10, 10}, {10, 10}), "class=\"box\""), kTruthDrawn);
}

/// 20 x 20, the right half.
image::RunLengths half() {
  return {{20, 20}, {200, 200}};
}

TEST(ObjectsSvg, DrawsMasksInPlaceOfBoxes) {
  ObjectComparison objects;
  objects.truth = {{10, 0, 10, 20, "dog", std::nullopt, half()}};
  objects.predicted = {{10, 0, 10, 20, "cat", 0.5, half()}, {10, 0, 10, 20, "cow", 0.75, half()}};

  const std::string svg = objects_svg(objects, {20, 20}, {20, 20});

  EXPECT_EQ(count_of(svg, "class=\"mask"), 3U);
  EXPECT_EQ(count_of(svg, "class=\"box\""), 0U);
  EXPECT_THAT(svg, HasSubstr("<g><title>cow 0.75</title><path class=\"mask m0\""));
  EXPECT_THAT(svg, HasSubstr("<g><title>cat 0.50</title><path class=\"mask m1\""));
}

TEST(ObjectsSvg, DrawsTheBoxWhereAMaskShowsNothing) {
  ObjectComparison objects;
  objects.predicted = {{10, 0, 10, 20, "none", 0.9},
                       {10, 0, 10, 20, "empty", 0.8, {{20, 20}, {400}}},
                       {10, 0, 10, 20, "sizeless", 0.7, {{0, 0}, {5, 5}}},
                       {10, 0, 10, 20, "short", 0.6, {{20, 20}, {3}}}};
  EXPECT_EQ(count_of(objects_svg(objects, {20, 20}, {20, 20}), "class=\"box\""), 4U);
}

TEST(ObjectsSvg, StretchesAMaskOfAnotherSizeOverThePicture) {
  ObjectComparison objects;
  objects.truth = {{0, 0, 4, 4, "x", std::nullopt, {{2, 2}, {0, 4}}}};
  EXPECT_THAT(objects_svg(objects, {20, 20}, {10, 10}), HasSubstr("d=\"M0.5 0.5l0 9 9 0 0 -9z\""));
}

TEST(ObjectsSvg, DrawsKeypointsInPlaceOfBoxes) {
  ObjectComparison objects;
  objects.truth = {{0, 0, 20, 20, "dog", std::nullopt, {}, {{5, 5, Keypoint::State::visible}}},
                   {0, 0, 20, 20, "unlabelled", std::nullopt, {}, {{0, 0}}}};
  const std::string svg = objects_svg(objects, {20, 20}, {20, 20});
  EXPECT_EQ(count_of(svg, "class=\"dot\""), 1U);
  EXPECT_EQ(count_of(svg, "class=\"box\""), 1U);
}

TEST(ObjectsSvg, EscapesNames) {
  ObjectComparison objects;
  objects.truth = {{0, 0, 1, 1, test::kHostile, std::nullopt}};
  const std::string svg = objects_svg(objects, {10, 10}, {10, 10});
  EXPECT_THAT(svg, Not(HasSubstr("<script")));
  EXPECT_EQ(clean_text(svg), svg);
}

TEST(ObjectsSvg, SurvivesAnImageWithoutASize) {
  ObjectComparison objects;
  objects.truth = {{0, 0, 1, 1, "x", std::nullopt}};
  EXPECT_THAT(objects_svg(objects, {0, 0}, {10, 10}), Not(HasSubstr("nan")));
}

}  // namespace
}  // namespace assay::report
