// SPDX-License-Identifier: Apache-2.0
#include "json_cursor.hpp"

#include <assay/sdk/error.hpp>

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace {

using opencv_dnn::JsonCursor;

std::string text_in(const std::string& json) {
  return JsonCursor(json, "f").text();
}

/// What is said of a document that is skipped as a whole, "" for nothing.
std::string complaint_of(const std::string& json) {
  try {
    JsonCursor cursor(json, "f.json");
    cursor.skip();
    cursor.finish();
  } catch (const assay::Error& error) {
    EXPECT_EQ(error.status(), assay::Status::argument);
    return error.what();
  }
  return "";
}

TEST(JsonCursor, ReadsWhatIsAskedForAndSkipsTheRest) {
  JsonCursor json(R"( {"a": [1, -2.5e1], "other": {"x": [null, true, {"y": "z"}]}, "n": 7} )", "f");
  std::vector<double> numbers;
  std::int64_t n = 0;

  json.read_map([&](const std::string& key) {
    if (key == "a") return json.read_list([&] { numbers.push_back(json.number()); });
    if (key == "n") {
      n = json.integer();
      return;
    }
    json.skip();
  });
  json.finish();

  EXPECT_EQ(numbers, (std::vector<double>{1, -25}));
  EXPECT_EQ(n, 7);
}

TEST(JsonCursor, ReadsEmptyListsAndMaps) {
  JsonCursor json("[[], {}]", "f");
  int elements = 0;

  json.read_list([&] {
    ++elements;
    json.skip();
  });
  json.finish();

  EXPECT_EQ(elements, 2);
}

TEST(JsonCursor, ReadsIntegersOf64Bits) {
  EXPECT_EQ(JsonCursor("900100012345678", "f").integer(), 900100012345678);
  EXPECT_EQ(JsonCursor("-3", "f").integer(), -3);
}

TEST(JsonCursor, ReadsEscapes) {
  EXPECT_EQ(text_in(R"("a\"\\\/\n\tb")"), "a\"\\/\n\tb");
  EXPECT_EQ(text_in(R"("\u0041\u00e9\u20ac\ud83d\ude00")"), "A\u00e9\u20ac\U0001F600");
}

TEST(JsonCursor, KnowsAListAtTheTop) {
  EXPECT_TRUE(JsonCursor("\n [1]", "f").at_list());
  EXPECT_FALSE(JsonCursor("{}", "f").at_list());
  EXPECT_FALSE(JsonCursor("", "f").at_list());
}

struct Fault {
  const char* json;
  const char* complaint;
};

TEST(JsonCursor, SaysWhereItIsNoJson) {
  const Fault faults[] = {
      {"", "f.json:1:1: here should be a number"},
      {"[1,\n 2,]", "f.json:2:4: here should be a number"},
      {"[1 2]", "f.json:1:4: here should be ',' or ']'"},
      {"{\"a\" 1}", "f.json:1:6: here should be ':'"},
      {"{a: 1}", "f.json:1:2: here should be text in quotes"},
      {"[nan]", "f.json:1:2: here should be a value"},
      {"[inf]", "f.json:1:2: here should be a number"},
      {"[1e999]", "f.json:1:2: here should be a number"},
      {"[\"abc", "f.json:1:6: a text does not end"},
      {"[\"a\nb\"]", "f.json:1:4: a text has a control character"},
      {"[\"\\x\"]", "f.json:1:4: there is no such escape"},
      {"[\"\\u12G4\"]", "f.json:1:5: here should be four hex digits"},
      {"[\"\\ud800\"]", "f.json:1:9: a surrogate stands alone"},
      {"[1] 2", "f.json:1:5: here should be the end"},
      {"[1", "f.json:1:3: here should be ',' or ']'"},
  };
  for (const Fault& fault : faults) EXPECT_EQ(complaint_of(fault.json), fault.complaint);
}

TEST(JsonCursor, RefusesFractionsForIntegers) {
  EXPECT_THROW(JsonCursor("1.5", "f").integer(), assay::Error);
  EXPECT_THROW(JsonCursor("1e3", "f").integer(), assay::Error);
  EXPECT_THROW(JsonCursor("99999999999999999999", "f").integer(), assay::Error);
  EXPECT_THROW(JsonCursor("\"1\"", "f").integer(), assay::Error);
}

TEST(JsonCursor, RefusesDepthThatWouldEndTheStack) {
  EXPECT_EQ(complaint_of(std::string(64, '[') + std::string(64, ']')), "");
  EXPECT_EQ(complaint_of(std::string(100000, '[')),
            "f.json:1:66: lists and maps lie too deep in each other");
}

}  // namespace
