// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/compact_masks.hpp"

#include <gtest/gtest.h>

#include "tests/unit/pipeline/make_fields.hpp"

namespace assay::pipeline {
namespace {

using predict::Field;
using predict::Prediction;
using predict::Value;
using test::array_field;

Field rle(std::vector<std::string> texts) {
  Value::List list;
  for (std::string& text : texts) list.push_back({std::move(text)});
  return {"rle", "", Value{std::move(list)}};
}

TEST(CompactMasks, BecomeRunLengthsInTheirPlace) {
  const auto scores = array_field<float>("scores", {2}, {0.5F, 0.25F});
  const auto classes = array_field<std::int64_t>("classes", {2}, {0, 1});
  Prediction prediction{
      {classes, array_field<std::uint8_t>("masks", {2, 1, 3}, {0, 1, 1, 1, 0, 0}), scores}};
  compact_masks(prediction);
  EXPECT_EQ(prediction.fields, (std::vector{classes, rle({"12", "012"}), scores}));
}

TEST(CompactMasks, MayBeOfAnyType) {
  for (const Field& masks : {array_field<float>("masks", {1, 1, 3}, {0, -0.0F, 1}),
                             array_field<std::int64_t>("masks", {1, 1, 3}, {0, 0, 1}),
                             array_field<std::int32_t>("masks", {1, 1, 3}, {0, 0, 1})}) {
    Prediction prediction{{masks}};
    compact_masks(prediction);
    EXPECT_EQ(prediction.fields, (std::vector{rle({"21"})}));
  }
}

TEST(CompactMasks, OfNoInstancesStayNone) {
  Prediction prediction{{array_field<std::uint8_t>("masks", {0, 4, 4}, {})}};
  compact_masks(prediction);
  EXPECT_EQ(prediction.fields, (std::vector{rle({})}));
}

TEST(CompactMasks, TakeThePlaceOfRunLengthsBesideThem) {
  Prediction prediction{{array_field<std::uint8_t>("masks", {1, 1, 2}, {0, 1}), rle({"20"})}};
  compact_masks(prediction);
  EXPECT_EQ(prediction.fields, (std::vector{rle({"11"})}));
}

TEST(CompactMasks, LeaveOtherPredictionsAlone) {
  const auto boxes = array_field<float>("boxes", {1, 4}, {1, 2, 3, 4});
  Prediction prediction{{boxes, rle({"2"})}};
  compact_masks(prediction);
  EXPECT_EQ(prediction.fields, (std::vector{boxes, rle({"2"})}));
}

}  // namespace
}  // namespace assay::pipeline
