// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/lint/json_scanner.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/dataset/file_fault.hpp"
#include "tests/support/temporary_directory.hpp"

namespace assay::dataset::lint {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// The elements of the list `key`, read in pieces of that many bytes.
std::vector<std::string> elements(const std::string& text, std::size_t piece,
                                  const std::string& key = "a") {
  const test::TemporaryDirectory directory;
  std::vector<std::string> found;
  JsonScanner(directory.write("x.json", text), piece)
      .scan([&](std::string_view list) { return list == key; },
            [&](std::string_view element, std::size_t index) {
              EXPECT_EQ(index, found.size());
              found.emplace_back(element);
            });
  return found;
}

std::string fault(const std::string& text, std::size_t piece = 1 << 20) {
  try {
    elements(text, piece);
  } catch (const FileFault& error) {
    return error.record() + ": " + error.problem();
  }
  return "";
}

TEST(JsonScanner, SplitsAListWhateverThePieces) {
  const std::string text =
      R"( {"x": {"a": [9]}, "a" : [ {"s": "]}\"{"}, [1, [2]] ,3,"\\", null ], "b": [1], "c": 2} )";
  for (std::size_t piece = 1; piece < text.size() + 2; ++piece) {
    EXPECT_THAT(elements(text, piece),
                ElementsAre(R"({"s": "]}\"{"})", "[1, [2]]", "3", R"("\\")", "null"))
        << piece;
  }
}

TEST(JsonScanner, TakesCharactersThatPiecesCut) {
  const std::string text = "{\"a\": [\"\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80\"]}";
  for (std::size_t piece = 1; piece < text.size(); ++piece) {
    EXPECT_EQ(elements(text, piece).size(), 1U) << piece;
  }
}

TEST(JsonScanner, TakesEmptyLists) {
  EXPECT_THAT(elements("{\"a\": [ ]}", 4), ElementsAre());
  EXPECT_THAT(elements("\xEF\xBB\xBF{\"a\": [1]}", 64), ElementsAre("1"));
}

TEST(JsonScanner, SaysInWhichLineATextIsNoJson) {
  EXPECT_EQ(fault(""), "line 1: the file is empty");
  EXPECT_EQ(fault("[1]"), "line 1: the file must be an object with lists in it");
  EXPECT_EQ(fault("{\n\"a\": [1\n2]}"), "line 3: ',' or ']' is missing");
  EXPECT_EQ(fault("{\"a\": [1,]}"), "line 1: a value is missing");
  EXPECT_EQ(fault("{\"a\" [1]}"), "line 1: ':' is missing");
  EXPECT_EQ(fault("{\"a\": 1 \"b\": 2}"), "line 1: ',' or '}' is missing");
  EXPECT_EQ(fault("{a: 1}"), "line 1: a name in quotes is missing");
  EXPECT_EQ(fault("{\"a\": [{]}"), "line 1: ']' is here, where '}' is missing");
  EXPECT_THAT(fault("{\"a\": 1}\n\n{"), HasSubstr("line 3: the JSON ends before this"));
  EXPECT_THAT(fault("{\"a\": [{\"b\": \"c"), HasSubstr("the file ends in a text"));
  EXPECT_THAT(fault("{\"a\": [{\"b\": 1"), HasSubstr("the file ends in the middle"));
  EXPECT_THAT(fault("{\"a\": [1]"), HasSubstr("the file ends in the middle"));
}

TEST(JsonScanner, RefusesWhatIsNotUtf8) {
  for (const std::size_t piece : {1U, 2U, 3U, 64U}) {
    EXPECT_THAT(fault("{\"a\": [\"\xC3(\"]}", piece), HasSubstr("not UTF-8")) << piece;
    EXPECT_THAT(fault("{\"a\": [\"\xE2\x82", piece), HasSubstr("not UTF-8")) << piece;
    // The scanner is past the character when the file ends in it.
    EXPECT_THAT(fault("{\"a\": \xF7", piece), HasSubstr("not UTF-8")) << piece;
  }
}

}  // namespace
}  // namespace assay::dataset::lint
