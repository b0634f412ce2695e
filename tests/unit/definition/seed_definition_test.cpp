// SPDX-License-Identifier: Apache-2.0
// The definition that the project started from runs as it is.
#include <gtest/gtest.h>

#include "core/definition/parse.hpp"

namespace assay::definition {
namespace {

const std::filesystem::path kFolder = std::filesystem::path(ASSAY_SOURCE_DIR) / "tests/data/seed";

Model seed_model(const std::string& device = "") {
  return parse_file(kFolder / "assay.yaml", {{}, device}).models.at(0);
}

TEST(SeedDefinition, NamesProjectAndDataset) {
  const Definition definition = parse_file(kFolder / "assay.yaml");

  EXPECT_EQ(definition.project.name, "Car detection");
  EXPECT_EQ(definition.project.problem_type, ProblemType::object_detection);
  ASSERT_EQ(definition.datasets.size(), 1U);
  EXPECT_EQ(definition.datasets[0].format, DatasetFormat::coco);
  EXPECT_EQ(definition.datasets[0].stage, "validation");
  EXPECT_EQ(definition.datasets[0].images, kFolder / "data/images");
  EXPECT_EQ(definition.datasets[0].annotations, kFolder / "data/annotations/instances.json");
}

TEST(SeedDefinition, RunsOnTheGpuThatItsInputsName) {
  const Runtime runtime = seed_model().runtime;

  EXPECT_EQ(runtime.device, (Device{Device::Kind::cuda, 0}));
  EXPECT_EQ(to_string(runtime.device), "cuda:0");
  EXPECT_EQ(runtime.device_mark, (Mark{36, 21}));
}

TEST(SeedDefinition, RunsOnTheCpuWhenTheCommandLineSaysSo) {
  EXPECT_EQ(seed_model("cpu").runtime.device, Device{});
}

TEST(SeedDefinition, LoadsTheWeights) {
  const Model model = seed_model();

  const Entrypoint& load = model.runtime.load;
  EXPECT_EQ(load.module, "inference");
  EXPECT_EQ(load.function, "load_model");
  EXPECT_EQ(load.output, "model");
  ASSERT_EQ(load.inputs.size(), 1U);
  EXPECT_EQ(load.inputs[0].name, "weights_file");
  EXPECT_EQ(std::get<std::string>(load.inputs[0].value.value),
            (kFolder / "weights/car_detector.weights").string());
}

TEST(SeedDefinition, PredictsFromModelAndDatapoints) {
  const Runtime runtime = seed_model().runtime;

  const Entrypoint& predict = runtime.predict;
  EXPECT_EQ(predict.module, "inference");
  EXPECT_EQ(predict.function, "predict");
  ASSERT_EQ(predict.inputs.size(), 2U);
  EXPECT_EQ(predict.inputs[0].name, "model");
  EXPECT_EQ(std::get<Reference>(predict.inputs[0].value.value), Reference::model);
  EXPECT_EQ(predict.inputs[1].name, "datapoints");
  EXPECT_EQ(std::get<Reference>(predict.inputs[1].value.value), Reference::datapoints);
  EXPECT_EQ(runtime.output_keys, (std::vector<std::string>{"classes", "scores", "boxes"}));
  EXPECT_EQ(runtime.max_batch_size, 10U);
}

}  // namespace
}  // namespace assay::definition
