// SPDX-License-Identifier: Apache-2.0
#include "core/base/lines.hpp"

#include <gtest/gtest.h>

namespace assay {
namespace {

using Lines = std::vector<std::string>;

TEST(Lines, EndInLfOrCrLfAndKeepWhatStandsBeforeAndWithin) {
  EXPECT_EQ(lines_of("  one two\nthree \t\r\nfour"), (Lines{"  one two", "three", "four"}));
}

TEST(Lines, AreCountedThoughEmpty) {
  EXPECT_EQ(lines_of("\n \n\nlast\n"), (Lines{"", "", "", "last"}));
  EXPECT_EQ(lines_of(""), Lines{});
}

TEST(Lines, LoseTheTextsByteOrderMarkAndNoOther) {
  EXPECT_EQ(lines_of("\xEF\xBB\xBF"
                     "cat\n\xEF\xBB\xBF"
                     "dog\n"),
            (Lines{"cat",
                   "\xEF\xBB\xBF"
                   "dog"}));
  EXPECT_EQ(without_byte_order_mark("\xEF\xBB"), "\xEF\xBB");
}

}  // namespace
}  // namespace assay
