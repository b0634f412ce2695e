// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "tests/unit/definition/definition_folder.hpp"

namespace assay::definition {
namespace {

std::string data_set(const std::string& format) {
  return "datasets: [{name: d, format: " + format +
         ", stage: test, data_url: weights, annotations_url: names.txt}]\n";
}

const std::string kCoco = data_set("COCO");

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

TEST(ImpliedProblemType, IsWhatOutputKeysAndFormatsSay) {
  struct Case {
    std::string keys, format;
    ProblemType type;
  };
  for (const auto& [keys, format, type] : {
           Case{"bbox", "COCO", ProblemType::object_detection},
           {"bbox", "VOC", ProblemType::object_detection},
           {"bbox, user.speed", "YOLO", ProblemType::object_detection},
           {"boxes, classes, scores", "COCO", ProblemType::object_detection},
           {"bbox, mask", "COCO", ProblemType::instance_segmentation},
           {"polygon", "YOLO", ProblemType::instance_segmentation},
           {"bbox, skeleton", "COCO", ProblemType::keypoints},
           {"tag", "ImageNet", ProblemType::classification},
           {"probabilities", "ImageNet", ProblemType::classification},
           {"segmentation", "LabelMaps", ProblemType::semantic_segmentation},
           {"value", "ImageRegression", ProblemType::image_regression},
           {"image_output", "ImagePairs", ProblemType::output_image},
           // Too little, too much, or of another kind than the data.
           {"", "COCO", ProblemType::custom},
           {"text", "COCO", ProblemType::custom},
           {"boxes", "COCO", ProblemType::custom},
           {"boxes, classes", "COCO", ProblemType::custom},
           {"bbox, segmentation", "COCO", ProblemType::custom},
           {"bbox, value", "COCO", ProblemType::custom},
           {"mask, keypoint", "COCO", ProblemType::custom},
           {"bbox", "ImageNet", ProblemType::custom},
           {"tag", "COCO", ProblemType::custom},
           {"segmentation", "COCO", ProblemType::custom},
           {"bbox", "Custom", ProblemType::custom},
       }) {
    const Project project = project_of(data_set(format), model("m", keys));
    EXPECT_EQ(project.problem_type, type) << keys << " " << format;
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
  EXPECT_EQ(project_of(kCoco, models + model("n", "boxes, classes, scores")).problem_type,
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
