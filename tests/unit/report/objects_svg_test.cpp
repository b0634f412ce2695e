// SPDX-License-Identifier: Apache-2.0
#include "core/report/boxes_svg.hpp"

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

TEST(BoxesSvg, ScalesBoxesToThePicture) {
  BoxComparison boxes;
  boxes.truth = {{100, 50, 200, 100, "dog", std::nullopt}};
  boxes.predicted = {{10, 200, 40, 20, "cat", 0.875}};

  EXPECT_EQ(boxes_svg(boxes, {640, 480}, {320, 240}),
            "<g class=\"truth\">"
            "<rect class=\"box\" x=\"50.0\" y=\"25.0\" width=\"100.0\" height=\"50.0\"/>"
            "<rect class=\"label\" x=\"50.0\" y=\"75.0\" width=\"24.6\" height=\"13.0\"/>"
            "<text x=\"53.0\" y=\"85.0\">dog</text></g>"
            "<g class=\"predicted\">"
            "<rect class=\"box\" x=\"5.0\" y=\"100.0\" width=\"20.0\" height=\"10.0\"/>"
            "<rect class=\"label\" x=\"5.0\" y=\"87.0\" width=\"55.6\" height=\"13.0\"/>"
            "<text x=\"8.0\" y=\"97.0\">cat 0.88</text></g>");
}

TEST(BoxesSvg, CutsBoxesOffAtTheEdge) {
  BoxComparison boxes;
  boxes.truth = {{-1e30, -5, 2e30, 1e30, "x", std::nullopt}};
  EXPECT_THAT(boxes_svg(boxes, {100, 100}, {100, 100}),
              HasSubstr("x=\"0.0\" y=\"0.0\" width=\"100.0\" height=\"100.0\""));
}

TEST(BoxesSvg, DrawsThePredictionsOfHighestScore) {
  BoxComparison boxes;
  for (int i = 0; i < 100; ++i) boxes.predicted.push_back({0, 0, 1, 1, "x", i / 100.0});

  const std::string svg = boxes_svg(boxes, {10, 10}, {10, 10});

  EXPECT_EQ(count_of(svg, "class=\"box\""), kBoxesDrawn);
  EXPECT_THAT(svg, HasSubstr("x 0.99<"));
  EXPECT_THAT(svg, Not(HasSubstr("x 0.59<")));
}

TEST(BoxesSvg, EscapesNames) {
  BoxComparison boxes;
  boxes.truth = {{0, 0, 1, 1, test::kHostile, std::nullopt}};
  const std::string svg = boxes_svg(boxes, {10, 10}, {10, 10});
  EXPECT_THAT(svg, Not(HasSubstr("<script")));
  EXPECT_EQ(clean_text(svg), svg);
}

TEST(BoxesSvg, SurvivesAnImageWithoutASize) {
  BoxComparison boxes;
  boxes.truth = {{0, 0, 1, 1, "x", std::nullopt}};
  EXPECT_THAT(boxes_svg(boxes, {0, 0}, {10, 10}), Not(HasSubstr("nan")));
}

}  // namespace
}  // namespace assay::report
