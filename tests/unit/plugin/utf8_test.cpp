// SPDX-License-Identifier: Apache-2.0
#include "core/plugin/utf8.hpp"

#include <gtest/gtest.h>

namespace assay::plugin {
namespace {

TEST(Utf8, TakesSequencesOfEveryLength) {
  EXPECT_TRUE(is_utf8(""));
  EXPECT_TRUE(is_utf8("plain, \xC3\xA9, \xE2\x82\xAC, \xF0\x9F\x98\x80"));
}

TEST(Utf8, RefusesWhatUnicodeForbids) {
  for (const char* text : {"\x80", "\xC0\x80", "\xC3", "\xE0\x80\x80", "\xED\xA0\x80", "\xE2\x82",
                           "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF"}) {
    EXPECT_FALSE(is_utf8(text)) << text;
  }
}

TEST(Utf8, ReplacesOnlyWhatCannotBeShown) {
  EXPECT_EQ(printable("a\xFF\x1B[31m\n\xC3\xA9\x7F"), "a??[31m\n\xC3\xA9?");
}

TEST(Utf8, ReplacesWhatTerminalsObey) {
  EXPECT_EQ(printable("\xC2\x9B"
                      "31m, \xC2\x80\xC2\x9F, \xC2\xA0"),
            "?31m, ??, \xC2\xA0");
  EXPECT_EQ(printable("\xE2\x80\xAE, \xE2\x80\x8F, \xE2\x81\xA9, \xD8\x9C"), "?, ?, ?, ?");
  EXPECT_EQ(printable("\xE2\x80\x99 \xE2\x81\xA4"), "\xE2\x80\x99 \xE2\x81\xA4");
}

}  // namespace
}  // namespace assay::plugin
