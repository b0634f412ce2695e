// SPDX-License-Identifier: Apache-2.0
#include "core/definition/output_key.hpp"

#include <gtest/gtest.h>

namespace assay::definition {
namespace {

using Fields = std::vector<std::string>;

TEST(OutputKey, NamesAField) {
  for (const char* field : {"classes", "scores", "boxes", "masks", "rle", "polygons", "keypoints",
                            "segmentation", "probabilities", "regressed_values", "image_output",
                            "instance_ids", "text", "embedding", "user.depth"}) {
    EXPECT_EQ(fields_of_key(field), Fields{field});
  }
}

TEST(OutputKey, NamesAnObjectThatHasSeveralFields) {
  EXPECT_EQ(fields_of_key("bbox"), (Fields{"boxes", "classes", "scores"}));
  EXPECT_EQ(fields_of_key("polygon"), (Fields{"polygons", "classes", "scores"}));
  EXPECT_EQ(fields_of_key("mask"), (Fields{"masks", "classes", "scores"}));
  EXPECT_EQ(fields_of_key("keypoint"), (Fields{"keypoints", "classes", "scores"}));
  EXPECT_EQ(fields_of_key("tag"), (Fields{"classes", "scores"}));
  EXPECT_EQ(fields_of_key("value"), Fields{"regressed_values"});
  EXPECT_EQ(fields_of_key("labels"), Fields{"classes"});
}

TEST(OutputKey, NamesAnObjectInEitherNumber) {
  for (const auto& [one, several] : {std::pair("bbox", "bboxes"),
                                     {"tag", "tags"},
                                     {"value", "values"},
                                     {"skeleton", "skeletons"}}) {
    EXPECT_EQ(fields_of_key(one), fields_of_key(several)) << one;
  }
}

TEST(OutputKey, IsNothingElse) {
  for (const char* key : {"", "box", "Boxes", "user", "user.", "boxes "}) {
    EXPECT_EQ(fields_of_key(key), Fields{}) << key;
  }
}

TEST(OutputKey, KnowsEveryKeyItLists) {
  for (const std::string& key : output_keys()) EXPECT_FALSE(fields_of_key(key).empty()) << key;
}

}  // namespace
}  // namespace assay::definition
