// SPDX-License-Identifier: Apache-2.0
#include "core/definition/line_index.hpp"

#include <gtest/gtest.h>

namespace assay::definition {
namespace {

TEST(LineIndex, GoesBothWays) {
  const LineIndex lines("ab\n\ncd");

  const Mark marks[] = {{1, 1}, {1, 2}, {1, 3}, {2, 1}, {3, 1}, {3, 2}, {3, 3}};
  for (std::size_t offset = 0; offset < std::size(marks); ++offset) {
    EXPECT_EQ(lines.mark(offset), marks[offset]) << offset;
    EXPECT_EQ(lines.offset(marks[offset]), offset) << offset;
  }
}

TEST(LineIndex, EndsWithTheText) {
  const LineIndex lines("ab\n");

  EXPECT_EQ(lines.offset({9, 1}), 3U);
  EXPECT_EQ(lines.offset({2, 9}), 3U);
  EXPECT_EQ(lines.mark(99), (Mark{2, 1}));
}

TEST(LineIndex, TakesAnEmptyText) {
  const LineIndex lines("");

  EXPECT_EQ(lines.mark(0), (Mark{1, 1}));
  EXPECT_EQ(lines.offset({1, 1}), 0U);
}

}  // namespace
}  // namespace assay::definition
