// SPDX-License-Identifier: Apache-2.0
// Small data sets whose arrays and numbers pycocotools has computed: ours must be the same bits.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

#include "core/base/digest.hpp"
#include "core/dataset/coco_file.hpp"
#include "core/evaluation/box_similarity.hpp"
#include "core/evaluation/coco_evaluation.hpp"
#include "core/evaluation/coco_results.hpp"
#include "core/evaluation/coco_summary.hpp"
#include "core/evaluation/keypoint_similarity.hpp"
#include "core/evaluation/mask_similarity.hpp"
#include "tests/support/shared_data.hpp"
#include "tests/support/temporary_directory.hpp"

namespace assay::evaluation {
namespace {

using nlohmann::json;

/// The task of a case, as `iouType` names it.
ResultPart part_of(const std::string& name) {
  if (name == "segm") return ResultPart::masks;
  return name == "keypoints" ? ResultPart::keypoints : ResultPart::boxes;
}

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

/// A case as the readers of files give it.
struct Case {
  ResultPart part = ResultPart::boxes;
  dataset::CocoFile truth;
  CocoResults results;
  std::vector<std::int64_t> images;
  ImageSizes sizes;
  std::vector<std::int64_t> categories;
  Parameters parameters;

  CocoInput input() const {
    return {images, categories, truth.truth.annotations, results.detections, results.areas};
  }

  std::unique_ptr<Similarity> similarity(const std::vector<double>& sigmas) const {
    switch (part) {
      case ResultPart::boxes:
        return std::make_unique<BoxSimilarity>(input());
      case ResultPart::masks:
        return std::make_unique<MaskSimilarity>(
            input(),
            MaskInput{sizes, truth.truth.shapes, results.shapes, results.shape_of_detection});
      case ResultPart::keypoints:
        return std::make_unique<KeypointSimilarity>(
            input(), KeypointInput{truth.truth.keypoints, results.keypoints, sigmas,
                                   parameters.use_categories});
    }
    return nullptr;
  }
};

Case read_case(const json& from, const test::TemporaryDirectory& directory) {
  Case result;
  result.part = part_of(from["iouType"]);
  if (result.part == ResultPart::keypoints) result.parameters = keypoint_parameters();
  read_options(from["options"], result.parameters);
  const dataset::CocoParts parts{result.part == ResultPart::masks,
                                 result.part == ResultPart::keypoints};
  result.truth = dataset::read_coco_file(directory.write("gt.json", from["gt"].dump()), parts);
  for (const auto& image : result.truth.images) {
    result.images.push_back(image.id);
    if (image.size) result.sizes[image.id] = {image.size->width, image.size->height};
    result.sizes.try_emplace(image.id);
  }
  for (const auto& category : result.truth.categories) result.categories.push_back(category.id);
  result.results =
      read_coco_results(directory.write("dt.json", from["dt"].dump()), result.sizes, result.part);
  return result;
}

std::string digest_of(const std::vector<double>& values) {
  return sha256({reinterpret_cast<const char*>(values.data()), values.size() * sizeof(double)});
}

double from_hex(const std::string& text) {
  return std::strtod(text.c_str(), nullptr);
}

void expect_equal(const json& expected, const Case& given) {
  const auto sigmas = coco_keypoint_sigmas();
  const auto similarity = given.similarity(sigmas);
  const Arrays arrays = evaluate_coco(given.input(), *similarity, given.parameters);
  const Summary summary = given.part == ResultPart::keypoints
                              ? summarise_keypoints(arrays, given.parameters)
                              : summarise(arrays, given.parameters);

  EXPECT_EQ(digest_of(arrays.precision), expected["sha256"]["precision"]);
  EXPECT_EQ(digest_of(arrays.recall), expected["sha256"]["recall"]);
  EXPECT_EQ(digest_of(arrays.scores), expected["sha256"]["scores"]);
  ASSERT_EQ(summary.size(), expected["stats_hex"].size());
  for (std::size_t i = 0; i < summary.size(); ++i) {
    EXPECT_EQ(summary[i].value, from_hex(expected["stats_hex"][i])) << summary[i].name;
  }
}

TEST(CocoCases, EqualPycocotoolsBitForBit) {
  ASSAY_REQUIRE_SHARED_DATA("evaluation/cases/cases.jsonl");
  const test::TemporaryDirectory directory;
  std::ifstream file(std::string(ASSAY_SHARED_DATA) + "/evaluation/cases/cases.jsonl");
  std::map<std::string, std::size_t> counts;
  for (std::string line; std::getline(file, line);) {
    const json expected = json::parse(line);
    SCOPED_TRACE(expected["name"].get<std::string>());
    ++counts[expected["iouType"]];
    expect_equal(expected, read_case(expected, directory));
  }
  EXPECT_GE(counts["bbox"], 189U);
  EXPECT_GE(counts["segm"], 59U);
  EXPECT_GE(counts["keypoints"], 64U);
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
