// SPDX-License-Identifier: Apache-2.0
// Small data sets whose arrays and numbers pycocotools has computed: ours must be the same bits.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

#include "core/base/digest.hpp"
#include "core/evaluation/coco_boxes.hpp"
#include "core/evaluation/coco_summary.hpp"
#include "tests/support/shared_data.hpp"

namespace assay::evaluation {
namespace {

using nlohmann::json;

struct Case {
  std::vector<std::int64_t> images;
  std::vector<std::int64_t> categories;
  std::vector<dataset::Annotation> annotations;
  std::vector<Detection> detections;
  Parameters parameters;

  CocoInput input() const { return {images, categories, annotations, detections}; }
};

void read_options(const json& options, Parameters& parameters) {
  for (const auto& [key, value] : options.items()) {
    const auto text = value.get<std::string>();
    if (key == "useCats") {
      parameters.use_categories = text != "0";
    } else if (key == "maxDets") {
      parameters.max_detections.clear();
      std::istringstream stream(text);
      for (std::string part; std::getline(stream, part, ',');) {
        parameters.max_detections.push_back(std::stoul(part));
      }
      std::sort(parameters.max_detections.begin(), parameters.max_detections.end());
    } else {
      ADD_FAILURE() << "this test does not know the option " << key;
    }
  }
}

Case read_case(const json& from) {
  Case result;
  for (const json& image : from["gt"]["images"]) result.images.push_back(image["id"]);
  for (const json& category : from["gt"]["categories"]) result.categories.push_back(category["id"]);
  for (const json& a : from["gt"]["annotations"]) {
    const json& box = a["bbox"];
    result.annotations.push_back({a["id"], a["image_id"], a["category_id"], box[0], box[1], box[2],
                                  box[3], a["area"], a["iscrowd"].get<int>() != 0});
  }
  for (const json& d : from["dt"]) {
    const json& box = d["bbox"];
    result.detections.push_back(
        {d["image_id"], d["category_id"], box[0], box[1], box[2], box[3], d["score"]});
  }
  read_options(from["options"], result.parameters);
  return result;
}

std::string digest_of(const std::vector<double>& values) {
  return sha256({reinterpret_cast<const char*>(values.data()), values.size() * sizeof(double)});
}

double from_hex(const std::string& text) {
  return std::strtod(text.c_str(), nullptr);
}

TEST(CocoCases, EqualPycocotoolsBitForBit) {
  ASSAY_REQUIRE_SHARED_DATA("evaluation/cases/cases.jsonl");
  std::ifstream file(std::string(ASSAY_SHARED_DATA) + "/evaluation/cases/cases.jsonl");
  std::size_t count = 0;
  for (std::string line; std::getline(file, line);) {
    const json expected = json::parse(line);
    if (expected["iouType"] != "bbox") continue;
    SCOPED_TRACE(expected["name"].get<std::string>());
    ++count;

    const Case given = read_case(expected);
    const Arrays arrays = evaluate_boxes(given.input(), given.parameters);
    const Summary summary = summarise(arrays, given.parameters);

    EXPECT_EQ(digest_of(arrays.precision), expected["sha256"]["precision"]);
    EXPECT_EQ(digest_of(arrays.recall), expected["sha256"]["recall"]);
    EXPECT_EQ(digest_of(arrays.scores), expected["sha256"]["scores"]);
    ASSERT_EQ(summary.size(), expected["stats_hex"].size());
    for (std::size_t i = 0; i < summary.size(); ++i) {
      EXPECT_EQ(summary[i].value, from_hex(expected["stats_hex"][i])) << summary[i].name;
    }
  }
  EXPECT_GE(count, 189U);
}

TEST(CocoParameters, HavePycocotoolsThresholdsBitForBit) {
  ASSAY_REQUIRE_SHARED_DATA("evaluation/thresholds.json");
  std::ifstream file(std::string(ASSAY_SHARED_DATA) + "/evaluation/thresholds.json");
  const json expected = json::parse(file);
  std::vector<double> ious;
  for (const json& text : expected["iouThrs_hex"]) ious.push_back(from_hex(text));
  std::vector<double> recalls;
  for (const json& text : expected["recThrs_hex"]) recalls.push_back(from_hex(text));

  EXPECT_EQ(coco_iou_thresholds(), ious);
  EXPECT_EQ(coco_recall_thresholds(), recalls);
}

}  // namespace
}  // namespace assay::evaluation
