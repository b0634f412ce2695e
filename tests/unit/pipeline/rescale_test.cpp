// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/rescale.hpp"

#include <gtest/gtest.h>

#include "core/image/run_lengths.hpp"
#include "tests/unit/pipeline/make_fields.hpp"

namespace assay::pipeline {
namespace {

using test::array_field;

TEST(Rescale, MapsBoxesByWidthAndHeight) {
  predict::Prediction prediction{{array_field<float>("boxes", {1, 4}, {10, 10, 20, 30})}};
  rescale(prediction, {100, 100}, {200, 50});
  EXPECT_EQ(prediction.fields[0], array_field<float>("boxes", {1, 4}, {20, 5, 40, 15}));
}

TEST(Rescale, LeavesConfidenceOfKeypointsAlone) {
  predict::Prediction prediction{{array_field<float>("keypoints", {1, 1, 3}, {10, 10, 0.5F})}};
  rescale(prediction, {100, 100}, {200, 200});
  EXPECT_EQ(prediction.fields[0], array_field<float>("keypoints", {1, 1, 3}, {20, 20, 0.5F}));
}

TEST(Rescale, MapsPolygonsAtAnyDepth) {
  using predict::Value;
  const Value part{Value::List{{std::int64_t{1}}, {2.0}, {3.0}, {4.0}}};
  predict::Prediction prediction{{{"polygons", "", Value{Value::List{{Value::List{part}}}}}}};
  rescale(prediction, {10, 10}, {20, 30});
  const Value expected{Value::List{{2.0}, {6.0}, {6.0}, {12.0}}};
  EXPECT_EQ(std::get<Value>(prediction.fields[0].content),
            (Value{Value::List{{Value::List{expected}}}}));
}

TEST(Rescale, ResizesMasksByNearestNeighbour) {
  predict::Prediction prediction{{array_field<std::uint8_t>("masks", {1, 2, 2}, {1, 0, 0, 1})}};
  rescale(prediction, {2, 2}, {4, 2});
  EXPECT_EQ(prediction.fields[0],
            array_field<std::uint8_t>("masks", {1, 2, 4}, {1, 1, 0, 0, 0, 0, 1, 1}));
}

TEST(Rescale, ResizesRunLengthsAsItDoesMasks) {
  using predict::Value;
  predict::Prediction prediction{{{"rle", "", Value{Value::List{{std::string("0120")}}}}}};
  rescale(prediction, {2, 2}, {4, 2});  // 1 0 / 0 1 down the columns
  EXPECT_EQ(image::decode_mask(*image::parse_run_lengths(
                std::get<std::string>(
                    std::get<Value::List>(std::get<Value>(prediction.fields[0].content).content)[0]
                        .content),
                {4, 2})),
            (std::vector<std::uint8_t>{1, 1, 0, 0, 0, 0, 1, 1}));
}

TEST(Rescale, SaysWhatCannotBeMapped) {
  using predict::Value;
  const auto fault_of = [](predict::Field field, predict::ImageSize original) {
    predict::Prediction prediction{{std::move(field)}};
    return rescale(prediction, {10, 10}, original).value_or("");
  };
  const predict::Field polygon{"polygons", "", Value{Value::List{{1e308}, {1.0}}}};
  EXPECT_EQ(fault_of(polygon, {100, 100}),
            "polygons: has numbers that are not finite in the original image");
  EXPECT_EQ(fault_of(array_field<float>("boxes", {1, 4}, {0, 0, 3e38F, 1}), {100, 100}),
            "boxes: has numbers that are not finite in the original image");
  const auto masks =
      array_field<std::uint8_t>("masks", {100, 1, 1}, std::vector<std::uint8_t>(100));
  EXPECT_EQ(fault_of(masks, {4000, 3000}),
            "masks: at the size of the original image they take more than 256 MiB");
  EXPECT_EQ(fault_of({"rle", "", Value{Value::List{{std::string("5")}}}}, {100, 100}),
            "rle: has something else than run lengths of the image that was seen");
}

TEST(Rescale, LeavesOtherFieldsAndEqualSizesAlone) {
  const auto scores = array_field<float>("scores", {2}, {0.5F, 0.25F});
  const auto boxes = array_field<float>("boxes", {1, 4}, {1, 2, 3, 4});
  predict::Prediction prediction{{scores, boxes}};
  rescale(prediction, {10, 10}, {10, 10});
  EXPECT_EQ(prediction.fields, (std::vector{scores, boxes}));
  rescale(prediction, {10, 10}, {20, 20});
  EXPECT_EQ(prediction.fields[0], scores);
}

}  // namespace
}  // namespace assay::pipeline
