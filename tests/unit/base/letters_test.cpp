// SPDX-License-Identifier: Apache-2.0
#include "core/base/letters.hpp"

#include <gtest/gtest.h>

namespace assay {
namespace {

TEST(FoldName, LeavesCapitalsAndWhiteSpaceAroundAside) {
  EXPECT_EQ(fold_name(" \tTV Monitor\r\n"), "tv monitor");
  EXPECT_EQ(fold_name(" \t"), "");
  EXPECT_EQ(fold_name("\xC3\x84RA"), "\xC3\x84ra");  // letters of ASCII alone
}

TEST(LowerCase, KeepsWhiteSpace) {
  EXPECT_EQ(lower_case(" A.JPG"), " a.jpg");
}

TEST(IsControl, IsOfAsciiAlone) {
  for (const char c : {'\0', '\t', '\n', '\x1F', '\x7F'}) EXPECT_TRUE(is_control(c));
  for (const char c : {' ', '~', '\x80', '\xFF'}) EXPECT_FALSE(is_control(c));
}

}  // namespace
}  // namespace assay
