// SPDX-License-Identifier: Apache-2.0
#include "core/report/predictions.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <limits>
#include <nlohmann/json.hpp>

#include "tests/unit/report/sample.hpp"

namespace assay::report {
namespace {

using predict::Array;
using predict::DType;

template <class T>
Array array_of(DType dtype, std::vector<std::int64_t> shape, const std::vector<T>& values) {
  Array array{dtype, std::move(shape), std::vector<std::byte>(values.size() * sizeof(T))};
  if (!values.empty()) std::memcpy(array.bytes.data(), values.data(), array.bytes.size());
  return array;
}

dataset::Dataset dataset_of(const std::vector<std::string>& ids) {
  dataset::Dataset dataset;
  for (const std::string& id : ids) dataset.datapoints.push_back({id, 0, {}});
  return dataset;
}

predict::Outcome outcome_of(std::size_t index, std::vector<predict::Field> fields) {
  return {index, {}, predict::Prediction{std::move(fields)}};
}

std::string line_of(std::vector<predict::Field> fields) {
  const std::vector<predict::Outcome> outcomes{outcome_of(0, std::move(fields))};
  return prediction_lines(dataset_of({"a.jpg"}), outcomes);
}

TEST(CocoResults, HaveOneDetectionALine) {
  const std::vector<evaluation::Detection> detections{{139, 18, 1, 2.5, 30, 40, 0.25},
                                                      {9007199254740993, 1, 0, 0, 1e-7, 1e22, 1}};
  EXPECT_EQ(
      coco_results(detections),
      "[\n"
      "{\"image_id\": 139, \"category_id\": 18, \"bbox\": [1, 2.5, 30, 40], \"score\": 0.25},\n"
      "{\"image_id\": 9007199254740993, \"category_id\": 1, \"bbox\": [0, 0, 1e-07, 1e+22], "
      "\"score\": 1}\n"
      "]\n");
}

TEST(CocoResults, OfMasksHaveBoxesOnlyWhereTheModelGaveThem) {
  evaluation::MaskPredictions masks;
  masks.detections = {{1, 2, 0, 0, 4, 1, 0.5}};
  masks.shape_of_detection = {masks.masks.add_run_lengths({{640, 480}, {100, 300, 80, 306720}})};
  masks.areas = {300};
  const std::string begin = "[\n{\"image_id\": 1, \"category_id\": 2";
  const std::string end =
      ", \"segmentation\": {\"size\": [480, 640], \"counts\": \"T3\\\\9`2dW[9\"}, "
      "\"score\": 0.5}\n]\n";
  EXPECT_EQ(coco_results(masks), begin + end);

  masks.has_boxes = true;
  EXPECT_EQ(coco_results(masks), begin + ", \"bbox\": [0, 0, 4, 1]" + end);
  const auto read = nlohmann::json::parse(coco_results(masks));
  EXPECT_EQ(read[0]["segmentation"]["counts"], "T3\\9`2dW[9");
}

TEST(CocoResults, OfKeypointsHaveTheirTriples) {
  evaluation::KeypointPredictions keypoints;
  keypoints.detections = {{1, 2, 0, 0, 1, 1, 0.5}, {3, 2, 0, 0, 1, 1, 0.25}};
  keypoints.keypoints = {1, 2.5, 0.75, 4, 5, 1};
  keypoints.each = 1;
  EXPECT_EQ(
      coco_results(keypoints),
      "[\n"
      "{\"image_id\": 1, \"category_id\": 2, \"keypoints\": [1, 2.5, 0.75], \"score\": 0.5},\n"
      "{\"image_id\": 3, \"category_id\": 2, \"keypoints\": [4, 5, 1], \"score\": 0.25}\n"
      "]\n");
}

TEST(CocoResults, AreValidJsonWithoutDetections) {
  EXPECT_EQ(nlohmann::json::parse(coco_results(std::span<const evaluation::Detection>())),
            nlohmann::json::array());
}

TEST(CocoResults, GiveTheSameDoublesBack) {
  const evaluation::Detection detection{
      1, 1, 0.1, 1.0 / 3, 5e-324, 1e300, static_cast<double>(0.7F)};
  const auto json = nlohmann::json::parse(coco_results({&detection, 1}))[0];
  EXPECT_EQ(json["bbox"], (nlohmann::json{0.1, 1.0 / 3, 5e-324, 1e300}));
  EXPECT_EQ(json["score"].get<double>(), static_cast<double>(0.7F));
}

TEST(PredictionLines, StandInTheGivenOrderWithFailures) {
  const std::vector<predict::Outcome> outcomes{
      outcome_of(1, {{"classes", "", array_of<std::int64_t>(DType::i64, {2}, {7, -1})},
                     {"scores", "", array_of<float>(DType::f32, {2}, {0.5F, 0.25F})}}),
      {0, {}, predict::Failure{predict::FailureKind::plugin_timeout, "past the deadline"}}};
  EXPECT_EQ(prediction_lines(dataset_of({"a.jpg", "b.jpg"}), outcomes),
            "{\"datapoint\":\"b.jpg\",\"fields\":{\"classes\":[7,-1],\"scores\":[0.5,0.25]}}\n"
            "{\"datapoint\":\"a.jpg\",\"failure\":\"plugin_timeout\"}\n");
}

TEST(PredictionLines, NestArraysByTheirShape) {
  EXPECT_EQ(line_of({{"m", "", array_of<std::uint8_t>(DType::u8, {2, 1, 2}, {1, 2, 3, 255})}}),
            "{\"datapoint\":\"a.jpg\",\"fields\":{\"m\":[[[1,2]],[[3,255]]]}}\n");
  EXPECT_EQ(line_of({{"s", "", array_of<double>(DType::f64, {}, {0.1})}}),
            "{\"datapoint\":\"a.jpg\",\"fields\":{\"s\":0.1}}\n");
}

TEST(PredictionLines, DoNotUnfoldAMillionEmptyRows) {
  EXPECT_EQ(line_of({{"m", "", array_of<float>(DType::f32, {1000000000000, 0}, {})}}),
            "{\"datapoint\":\"a.jpg\",\"fields\":{\"m\":[]}}\n");
}

TEST(PredictionLines, WriteEveryTypeOfElement) {
  const auto text = [](const Array& array) {
    return nlohmann::json::parse(line_of({{"x", "", array}}))["fields"]["x"].dump();
  };
  EXPECT_EQ(text(array_of<std::int8_t>(DType::i8, {1}, {-128})), "[-128]");
  EXPECT_EQ(text(array_of<std::uint16_t>(DType::u16, {1}, {65535})), "[65535]");
  EXPECT_EQ(text(array_of<std::int16_t>(DType::i16, {1}, {-2})), "[-2]");
  EXPECT_EQ(text(array_of<std::uint32_t>(DType::u32, {1}, {4294967295})), "[4294967295]");
  EXPECT_EQ(text(array_of<std::int32_t>(DType::i32, {1}, {-3})), "[-3]");
  EXPECT_EQ(text(array_of<std::uint64_t>(DType::u64, {1}, {18446744073709551615U})),
            "[18446744073709551615]");
  EXPECT_EQ(text(array_of<std::uint8_t>(DType::boolean, {2}, {0, 1})), "[false,true]");
  // One, minus a half, the largest, the smallest above zero, infinity.
  EXPECT_EQ(
      text(array_of<std::uint16_t>(DType::f16, {5}, {0x3C00, 0xB800, 0x7BFF, 0x0001, 0x7C00})),
      "[1.0,-0.5,65504.0,5.960464477539063e-08,null]");
}

TEST(PredictionLines, WriteNullForWhatJsonLacks) {
  const float infinite = std::numeric_limits<float>::infinity();
  EXPECT_EQ(line_of({{"user.x", "", array_of<float>(DType::f32, {2}, {infinite, std::nanf("")})}}),
            "{\"datapoint\":\"a.jpg\",\"fields\":{\"user.x\":[null,null]}}\n");
}

TEST(PredictionLines, NameLargeArraysByTheirDigest) {
  const Array zeros = array_of(DType::u8, {65537}, std::vector<std::uint8_t>(65537, 0));
  const auto json = nlohmann::json::parse(line_of({{"segmentation", "", zeros}}));
  const auto& field = json["fields"]["segmentation"];
  EXPECT_EQ(field["dtype"], "u8");
  EXPECT_EQ(field["shape"], nlohmann::json{65537});
  EXPECT_EQ(field["sha256"].get<std::string>().size(), 64U);
}

TEST(PredictionLines, WriteValues) {
  predict::Value::Map map;
  map.emplace_back("list", predict::Value{predict::Value::List{{std::int64_t{1}}, {true}, {}}});
  map.emplace_back("text", predict::Value{std::string("\xFF\n")});
  EXPECT_EQ(line_of({{"text", "mask", predict::Value{map}}}),
            "{\"datapoint\":\"a.jpg\",\"fields\":{\"text@mask\":{\"list\":[1,true,null],\"text\":"
            "\"\xEF\xBF\xBD\\n\"}}}\n");
}

}  // namespace
}  // namespace assay::report
