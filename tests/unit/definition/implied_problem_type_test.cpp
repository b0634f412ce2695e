// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <map>

#include "tests/unit/definition/definition_folder.hpp"

namespace assay::definition {
namespace {

const std::string kCoco =
    "datasets: [{name: d, format: COCO, stage: test, data_url: i, annotations_url: a.json}]\n";

std::string model(const std::string& name, const std::string& keys) {
  return "  - name: " + name +
         "\n    runtime: {load: {entrypoint: 'm:load', output: {name: net}}, predict: {entrypoint: "
         "'m:predict', output: {name: out" +
         (keys.empty() ? "" : ", keys: [" + keys + "]") + "}}}\n";
}

Project project_of(const std::string& datasets, const std::string& models,
                   const std::string& project = "{name: p}") {
  static const DefinitionFolder folder;
  return folder.parse("project: " + project + "\n" + datasets + "models:\n" + models).project;
}

TEST(ImpliedProblemType, IsWhatOutputKeysSay) {
  const std::map<std::string, ProblemType> said{
      {"bbox", ProblemType::object_detection},
      {"boxes, classes, scores", ProblemType::object_detection},
      {"bbox, mask", ProblemType::instance_segmentation},
      {"polygons, classes", ProblemType::instance_segmentation},
      {"bbox, skeleton", ProblemType::keypoints},
      {"tag", ProblemType::classification},
      {"probabilities", ProblemType::classification},
      {"segmentation", ProblemType::semantic_segmentation},
      {"value", ProblemType::image_regression},
      {"image_output", ProblemType::output_image},
      {"", ProblemType::custom},
      {"text", ProblemType::custom},
      {"boxes", ProblemType::custom},  // of what?
      {"mask, keypoint", ProblemType::custom},
      {"segmentation, image_output", ProblemType::custom},
  };
  for (const auto& [keys, type] : said) {
    const Project project = project_of(kCoco, model("m", keys));
    EXPECT_EQ(project.problem_type, type) << keys;
    EXPECT_FALSE(project.states_problem_type);
  }
}

TEST(ImpliedProblemType, GoesAfterWhatIsStated) {
  const Project project = project_of(kCoco, model("m", "bbox"), "{name: p, problem_type: Custom}");
  EXPECT_EQ(project.problem_type, ProblemType::custom);
  EXPECT_TRUE(project.states_problem_type);
}

TEST(ImpliedProblemType, IsNoneWhereModelsDiffer) {
  const std::string models = model("m", "bbox");
  EXPECT_EQ(project_of(kCoco, models + model("n", "boxes, classes")).problem_type,
            ProblemType::object_detection);
  EXPECT_EQ(project_of(kCoco, models + model("n", "tag")).problem_type, ProblemType::custom);
  EXPECT_EQ(project_of(kCoco, models + model("n", "")).problem_type, ProblemType::custom);
}

TEST(ImpliedProblemType, IsNoneWithoutTruth) {
  const std::string images =
      "datasets: [{name: d, format: Images, stage: test, data_url: weights}]\n";
  EXPECT_EQ(project_of(images, model("m", "bbox")).problem_type, ProblemType::custom);
  EXPECT_EQ(project_of("", model("m", "bbox")).problem_type, ProblemType::custom);
}

}  // namespace
}  // namespace assay::definition
