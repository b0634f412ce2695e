// SPDX-License-Identifier: Apache-2.0
#include "core/report/names_svg.hpp"

#include <gmock/gmock.h>

namespace assay::report {
namespace {

using testing::HasSubstr;
using testing::Not;

PictureFrame frame() {
  return {{200, 100}, {200, 100}};
}

TEST(NamesSvg, StandAboveAndBelow) {
  const std::string svg =
      names_svg({{50, 40, 60, 20, "cat", 0.5}}, {{50, 40, 60, 20, "dog", std::nullopt}}, frame());
  EXPECT_THAT(svg, HasSubstr("y=\"37.0\">cat 0.50</text>"));
  EXPECT_THAT(svg, HasSubstr("y=\"70.0\">dog</text>"));
}

TEST(NamesSvg, LeaveOutWhatWouldCoverAnother) {
  const std::string svg = names_svg({{50, 40, 60, 20, "first", 0.9},
                                     {55, 45, 60, 20, "second", 0.8},
                                     {130, 40, 60, 20, "third", 0.7}},
                                    {{50, 5, 60, 30, "dog", std::nullopt}}, frame());
  EXPECT_THAT(svg, HasSubstr(">first 0.90<"));
  EXPECT_THAT(svg, Not(HasSubstr("second")));
  EXPECT_THAT(svg, HasSubstr(">third 0.70<"));
  EXPECT_THAT(svg, Not(HasSubstr("dog")));
}

TEST(NamesSvg, StayOnThePicture) {
  const std::string svg = names_svg({{190, 0, 10, 10, "a long name", 0.5}}, {}, frame());
  EXPECT_THAT(svg, HasSubstr("x=\"94.8\" y=\"0.0\" width=\"105.2\""));
}

TEST(ShownName, IsOfBoundedLength) {
  EXPECT_EQ(shown_name({0, 0, 1, 1, std::string(100, 'x'), std::nullopt}).size(), 24U);
  EXPECT_EQ(shown_name({0, 0, 1, 1, "a\nb", 0.875}), "a b 0.88");
}

}  // namespace
}  // namespace assay::report
