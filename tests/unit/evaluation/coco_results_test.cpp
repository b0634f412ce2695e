// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/coco_results.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/error.hpp"
#include "tests/support/temporary_directory.hpp"

namespace assay::evaluation {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const std::vector<std::int64_t> kImages = {1, 9007199254740993};

std::vector<Detection> read(const std::string& text) {
  const test::TemporaryDirectory directory;
  return read_coco_results(directory.write("dt.json", text), kImages);
}

std::string refusal(const std::string& text) {
  try {
    read(text);
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::dataset);
    return error.message();
  }
  return "";
}

TEST(CocoResults, KeepEveryBitOfIdsAndNumbers) {
  EXPECT_THAT(read(R"([{"score": 0.1, "bbox": [1, 2.5, -3e0, 0.30000000000000004], "category_id": 2,
                "image_id": 9007199254740993, "segmentation": {"size": [1, 2]}, "id": "x"}])"),
              ElementsAre(Detection{9007199254740993, 2, 1, 2.5, -3, 0.1 + 0.2, 0.1}));
}

TEST(CocoResults, MayBeEmpty) {
  EXPECT_THAT(read("[]"), IsEmpty());
}

struct Faulty {
  std::string text;
  std::string says;
};

class FaultyCocoResults : public testing::TestWithParam<Faulty> {};

TEST_P(FaultyCocoResults, AreRefusedNamingPlaceAndCause) {
  EXPECT_THAT(refusal(GetParam().text), HasSubstr(GetParam().says));
}

std::string entry(const std::string& box, const std::string& score) {
  return R"({"image_id": 1, "category_id": 1, "bbox": )" + box + R"(, "score": )" + score + "}";
}

INSTANTIATE_TEST_SUITE_P(
    Texts, FaultyCocoResults,
    testing::Values(
        Faulty{"", "1:1: the file ends in the middle"}, Faulty{"{}", "must be a list of records"},
        Faulty{"[1]", "entry 0: is a number"},
        Faulty{"[" + entry("[0,0,1]", "1") + "]", "entry 0: bbox must be a list of four"},
        Faulty{"[" + entry("[0,0,1,1,1]", "1") + "]", "entry 0: bbox must be a list of four"},
        Faulty{"[" + entry("[0,0,null,1]", "1") + "]", "four finite numbers, but has null"},
        Faulty{"[" + entry("[0,0,1,NaN]", "1") + "]", "NaN"},
        Faulty{"[" + entry("[0,0,1,1e999]", "1") + "]", "1e999"},
        Faulty{"[" + entry("[0,0,1,1]", "Infinity") + "]", "Infinity"},
        Faulty{"[" + entry("[0,0,1,1]", "\"high\"") + "]",
               "entry 0: score must be a finite number, but has \"high\""},
        Faulty{"[" + entry("[0,0,1,1]", "null") + "]", "score must be a finite number"},
        Faulty{R"([{"image_id": 1, "category_id": 1, "score": 1}])", "entry 0: bbox is missing"},
        Faulty{R"([{"image_id": 1.5, "category_id": 1, "bbox": [0,0,1,1], "score": 1}])",
               "image_id must be a whole number"},
        Faulty{R"([{"image_id": "1", "category_id": 1, "bbox": [0,0,1,1], "score": 1}])",
               "image_id must be a whole number"},
        Faulty{
            R"([{"image_id": 18446744073709551617, "category_id": 1, "bbox": [0,0,1,1], "score": 1}])",
            "image_id must be a whole number"},
        Faulty{R"([{"image_id": 3, "category_id": 1, "bbox": [0,0,1,1], "score": 1}])",
               "no image with the id 3"},
        Faulty{"[" + entry("[0,0,1,1]", "1") + ",\n", "2:1: at [1]: the file ends in the middle"},
        Faulty{"[" + entry("[0,0,1,1]", "1") + "]]", "the JSON ends before this"},
        Faulty{"[" + entry("[0,0,1,1]", "0.5.5") + "]", "score"},
        Faulty{"[\"\xff\"]", "1:3: at [0]"}));

TEST(CocoResults, ListTheFirstTwentyFaultsAndCountAll) {
  std::string text = "[";
  for (int i = 0; i < 25; ++i) text += std::string(i == 0 ? "" : ",") + "{}";
  const std::string message = refusal(text + "]");

  EXPECT_THAT(message, HasSubstr("has 100 problems:"));
  EXPECT_THAT(message, HasSubstr("\n  entry 0: image_id is missing\n"));
  EXPECT_THAT(message, HasSubstr("\n  ... and 80 more"));
}

}  // namespace
}  // namespace assay::evaluation
