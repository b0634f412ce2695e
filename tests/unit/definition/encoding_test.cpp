// SPDX-License-Identifier: Apache-2.0
#include "core/definition/encoding.hpp"

#include <gtest/gtest.h>

#include "tests/unit/definition/definition_folder.hpp"

namespace assay::definition {
namespace {

using namespace std::string_literals;

TEST(Encoding, FindsTheFirstInvalidByte) {
  struct Row {
    std::string text;
    std::optional<std::size_t> invalid;
  };
  for (const Row& row : {
           Row{"plain", std::nullopt}, Row{"\u00e9\u20ac\U0001F697\U0010FFFF", std::nullopt},
           Row{"a\x80", 1},             // a continuation without a start
           Row{"a\xC3", 1},             // cut off
           Row{"a\xE2\x82", 1},         //
           Row{"a\xF0\x9F\x9A", 1},     //
           Row{"\xC0\x80", 0},          // overlong
           Row{"\xE0\x80\x80", 0},      //
           Row{"\xF0\x80\x80\x80", 0},  //
           Row{"\xED\xA0\x80", 0},      // a surrogate
           Row{"\xF4\x90\x80\x80", 0},  // beyond U+10FFFF
           Row{"\xF5\x80\x80\x80", 0},  //
           Row{"ok\xE2\x28\xA1", 2},    // a wrong second byte
       }) {
    EXPECT_EQ(find_invalid_utf8(row.text), row.invalid) << testing::PrintToString(row.text);
  }
}

TEST(Encoding, RefusesWhatYamlCppWouldMisread) {
  struct Row {
    std::string text;
    std::string message;
  };
  const DefinitionFolder folder;
  for (const Row& row : {
           Row{"project:\n  name: \"a\0b\"\n"s,
               "assay.yaml:2:11: the text has a NUL byte; save the file as UTF-8 text\n"
               "      name: \"a?b\"\n              ^"},
           Row{"project: {name: a}\n\x04 ]]]\n"s,
               "assay.yaml:2:1: control character 0x04 is not allowed; remove it, or write "
               "\"\\x04\"\n"
               "    ? ]]]\n    ^"},
           Row{"project: {name: \xE9}\n"s,
               "assay.yaml:1:17: this is not valid UTF-8; save it as UTF-8\n"
               "    project: {name: ?}\n                    ^"},
           Row{"project: {name: a}\rgates: []\n"s,
               "assay.yaml:1:19: a carriage return without a line feed; end lines in LF or CRLF\n"
               "    project: {name: a}?gates: []\n                      ^"},
       }) {
    EXPECT_EQ(folder.message_of(row.text), row.message);
  }
}

TEST(Encoding, RefusesWideText) {
  const DefinitionFolder folder;
  for (const std::string& text :
       {"\xFF\xFEp\0r\0"s, "\xFE\xFF\0p\0r"s, "\xFF\xFE\0\0p\0\0\0"s, "\0\0\xFE\xFF\0\0\0p"s}) {
    const std::string message = folder.message_of(text);
    EXPECT_TRUE(message.starts_with("assay.yaml:1:1: this is UTF-16 or UTF-32; save it as UTF-8\n"))
        << message;
  }
}

TEST(Encoding, RefusesMoreThanAMegabyte) {
  const DefinitionFolder folder;
  const std::string text = "project: {name: a}\n" + std::string(kLargestDefinition, '#');

  EXPECT_EQ(folder.message_of(text),
            "assay.yaml: has 1048595 bytes; a definition has at most 1048576");
  EXPECT_EQ(folder.message_of(text.substr(0, kLargestDefinition)), "");
}

TEST(Encoding, DropsAByteOrderMark) {
  const DefinitionFolder folder;

  EXPECT_EQ(folder.parse("\xEF\xBB\xBFproject: {name: a}\n").source.text, "project: {name: a}\n");
  EXPECT_EQ(folder.message_of("\xEF\xBB\xBFprojct: {name: a}\n"),
            "assay.yaml:1:1: unknown key 'projct' in the definition; did you mean 'project'?\n"
            "    projct: {name: a}\n    ^");
}

TEST(Encoding, TakesLinesThatEndAsOnWindows) {
  const DefinitionFolder folder;

  EXPECT_EQ(folder.parse("project:\r\n  name: a\r\n").project.name, "a");
  EXPECT_EQ(folder.message_of("project:\r\n  nam: a\r\n"),
            "assay.yaml:2:3: unknown key 'nam' in project; did you mean 'name'?\n"
            "      nam: a\n      ^");
}

}  // namespace
}  // namespace assay::definition
