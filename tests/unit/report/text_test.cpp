// SPDX-License-Identifier: Apache-2.0
#include "core/report/text.hpp"

#include <gmock/gmock.h>

namespace assay::report {
namespace {

const std::string kBad = "\xEF\xBF\xBD";

TEST(CleanText, KeepsOrdinaryText) {
  const std::string text = "caf\xC3\xA9 \xE2\x82\xAC \xF0\x9F\x98\x80\tnext\nline";
  EXPECT_EQ(clean_text(text), text);
}

TEST(CleanText, ReplacesWhatIsNotUtf8) {
  EXPECT_EQ(clean_text("a\xFFz"), "a" + kBad + "z");
  EXPECT_EQ(clean_text("a\x80z"), "a" + kBad + "z");
  EXPECT_EQ(clean_text("\xC3("), kBad + "(");                            // second byte is none
  EXPECT_EQ(clean_text("\xE2\x82"), kBad + kBad);                        // cut off
  EXPECT_EQ(clean_text("\xC0\xAF"), kBad + kBad);                        // '/' in too many bytes
  EXPECT_EQ(clean_text("\xED\xA0\x80"), kBad + kBad + kBad);             // a surrogate
  EXPECT_EQ(clean_text("\xF4\x90\x80\x80"), kBad + kBad + kBad + kBad);  // past U+10FFFF
}

TEST(CleanText, ReplacesControlCharacters) {
  EXPECT_EQ(clean_text(std::string("a\0b\x1B[31m\r\x7F", 10)),
            "a" + kBad + "b" + kBad + "[31m" + kBad + kBad);
  EXPECT_EQ(clean_text("\xC2\x9B"
                       "31m"),
            kBad + "31m");                      // a terminal's one-character escape
  EXPECT_EQ(clean_text("\xEF\xBF\xBF"), kBad);  // U+FFFF is not a character of XML
}

TEST(OneLine, HasNoLineBreaks) {
  EXPECT_EQ(one_line("a\nb\tc"), "a b c");
}

TEST(EscapeMarkup, LeavesNothingThatMarkupObeys) {
  EXPECT_EQ(escape_markup("<a href=\"x\" t='y'>&\x01"),
            "&lt;a href=&quot;x&quot; t=&#39;y&#39;&gt;&amp;" + kBad);
}

TEST(Shortened, CutsBetweenCodePoints) {
  EXPECT_EQ(shortened("abcdef", 6), "abcdef");
  EXPECT_EQ(shortened("abcdefg", 6), "abc...");
  EXPECT_EQ(shortened("\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9", 4), "\xC3\xA9...");
  EXPECT_EQ(shortened("abcdef", 2), "..");
}

TEST(Wrapped, BreaksAtSpaces) {
  using testing::ElementsAre;
  EXPECT_THAT(wrapped("one two three", 13), ElementsAre("one two three"));
  EXPECT_THAT(wrapped("one two three", 8), ElementsAre("one two", "three"));
  EXPECT_THAT(wrapped("incomprehensible word", 4), ElementsAre("incomprehensible", "word"));
  EXPECT_TRUE(wrapped("", 4).empty());
}

TEST(Padding, CountsCodePoints) {
  EXPECT_EQ(padded("\xC3\xA9", 3), "\xC3\xA9  ");
  EXPECT_EQ(right_aligned("\xC3\xA9", 3), "  \xC3\xA9");
  EXPECT_EQ(padded("abcd", 3), "abcd");
}

}  // namespace
}  // namespace assay::report
