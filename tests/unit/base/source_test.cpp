// SPDX-License-Identifier: Apache-2.0
#include "core/base/source.hpp"

#include <gtest/gtest.h>

namespace assay {
namespace {

TEST(PointAt, ShowsTheLineAndACaret) {
  const Source source{"a.yaml", "one: 1\ntwo: x\n"};
  EXPECT_EQ(point_at(source, {2, 6}, "wants a number"),
            "a.yaml:2:6: wants a number\n    two: x\n         ^");
}

TEST(PointAt, NamesOnlyTheFileWithoutALine) {
  EXPECT_EQ(point_at({"a.yaml", ""}, {}, "is empty"), "a.yaml: is empty");
}

TEST(PointAt, KeepsTabsAndCountsCharactersNotBytes) {
  EXPECT_EQ(point_at({"a", "\t\xC3\xA9: x"}, {1, 6}, "m"),
            "a:1:6: m\n    \t\xC3\xA9: x\n    \t   ^");
}

TEST(PointAt, SurvivesPlacesOutsideTheText) {
  EXPECT_EQ(point_at({"a", "x\r\n"}, {1, 99}, "m"), "a:1:99: m\n    x\n     ^");
  EXPECT_EQ(point_at({"a", "x"}, {7, 1}, "m"), "a:7:1: m\n    \n    ^");
}

TEST(PointAt, CutsLongLinesAroundThePlace) {
  const std::string line(10000, 'x');
  const std::string text = point_at({"a", line}, {1, 5000}, "m");
  EXPECT_LT(text.size(), 600U);
}

TEST(PointAt, ReplacesControlCharacters) {
  EXPECT_EQ(point_at({"a", "x\x1b[31m"}, {1, 1}, "m"), "a:1:1: m\n    x?[31m\n    ^");
}

}  // namespace
}  // namespace assay
