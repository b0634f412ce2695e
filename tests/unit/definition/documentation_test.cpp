// SPDX-License-Identifier: Apache-2.0
// Definitions as the pages on Efemarai's files, runtime, load, predict, variables and data sets
// shape them: each reads as it stands.
#include <gmock/gmock.h>

#include "tests/unit/definition/definition_folder.hpp"

namespace assay::definition {
namespace {

using testing::ElementsAre;

Definition read(const std::string& text) {
  static const DefinitionFolder folder;
  return folder.parse(text);
}

const std::string kProject =
    "project:\n  name: Traffic signs\n  description: What signs stand along a road\n"
    "  problem_type: ObjectDetection\n  private: true\n";

// The dummy model that a first definition has.
TEST(Documentation, DummyModel) {
  const Model model =
      read(kProject +
           "models:\n  - name: Dummy model\n    description: Returns random boxes\n"
           "    repository:\n      url: .\n"
           "    runtime:\n      image: python:3.9-slim\n      device: cpu\n"
           "      batch:\n        max_size: 10\n        image_size: [640, 480]\n"
           "      load:\n        entrypoint: dummy_model:load\n"
           "        inputs:\n          - name: device\n            value: ${model.runtime.device}\n"
           "        output:\n          name: model\n"
           "      predict:\n        entrypoint: dummy_model:predict\n"
           "        inputs:\n          - name: datapoints\n            value: ${datapoints}\n"
           "          - name: model\n            value: ${model.runtime.load.output.model}\n"
           "        output:\n          name: predictions\n          keys:\n            - bbox\n")
          .models.at(0);

  EXPECT_EQ(model.runtime.max_batch_size, 10U);
  EXPECT_EQ(model.runtime.image_size, (std::pair{640, 480}));
  EXPECT_EQ(model.runtime.image, "python:3.9-slim");
  EXPECT_THAT(model.runtime.output_keys, ElementsAre("boxes", "classes", "scores"));
  EXPECT_EQ(std::get<Reference>(model.runtime.predict.inputs.at(1).value.value), Reference::model);
}

// A repository's own file, whose runtime is that of any model, with every runtime variable.
TEST(Documentation, RuntimeWithEveryVariable) {
  const Model model =
      read(kProject +
           "models:\n  - name: ${model.name}\n"
           "    files:\n      - name: weights\n        url: weights/net.onnx\n"
           "        upload: false\n        credentials: user:password\n"
           "    runtime:\n      device: gpu\n"
           "      load:\n        entrypoint: package.models.detector:load\n"
           "        inputs:\n          - {name: weights, value: \"${model.files.weights.url}\"}\n"
           "          - {name: where, value: \"${model.runtime.device}\"}\n"
           "          - {name: confidence, value: 0.3}\n"
           "        output: {name: net}\n"
           "      predict:\n        entrypoint: package.models.detector:predict\n"
           "        inputs:\n          - {name: net, value: \"${model.runtime.load.output.net}\"}\n"
           "          - {name: images, value: \"${datapoint.image}\"}\n"
           "          - {name: limit, value: \"${model.runtime.load.inputs.confidence}\"}\n"
           "          - {name: again, value: \"${model.runtime.predict.inputs.limit}\"}\n"
           "        output:\n          name: predictions\n"
           "          keys: [classes, scores, boxes, masks]\n")
          .models.at(0);

  EXPECT_EQ(model.name, "model");
  EXPECT_EQ(model.runtime.load.module, "package.models.detector");
  EXPECT_EQ(std::get<std::string>(model.runtime.load.inputs.at(1).value.value), "cuda:0");
  EXPECT_EQ(std::get<Reference>(model.runtime.predict.inputs.at(1).value.value), Reference::images);
  EXPECT_EQ(std::get<double>(model.runtime.predict.inputs.at(3).value.value), 0.3);
}

// Data sets of each kind that the pages show, with keys that matter to a platform only.
TEST(Documentation, Datasets) {
  const Definition definition =
      read(kProject +
           "datasets:\n"
           "  - name: Training\n    format: COCO\n    stage: train\n    data_url: ./data/train\n"
           "    annotations_url: ./data/annotations/train.json\n    upload: true\n"
           "    num_datapoints: 100\n    mask_generation: Simple\n    min_asset_area: 15\n"
           "  - name: Validation\n    format: ImageNet\n    stage: val\n    data_url: ./data/val\n"
           "    credentials: ${NAME}\n    mask_generation: null\n"
           "  - name: Ours\n    format: Custom\n    stage: test\n    data_url: ./data/test\n"
           "    annotations_url: ./data/test.jsonl\n");

  EXPECT_EQ(definition.datasets.at(0).num_datapoints, 100U);
  EXPECT_EQ(definition.datasets.at(1).stage, "validation");
  EXPECT_EQ(definition.datasets.at(2).format, DatasetFormat::custom);
}

// Domains, baselines and tests as an exported project has them.
TEST(Documentation, StressTest) {
  const Definition definition = read(
      kProject +
      "datasets:\n  - {name: Validation, format: ImageNet, stage: val, data_url: data}\n"
      "models:\n  - name: Detector\n    runtime:\n"
      "      load: {entrypoint: 'net:load', output: {name: model}}\n"
      "      predict: {entrypoint: 'net:predict', output: {name: out}}\n"
      "domains:\n  - name: Colour\n    transformations:\n"
      "      - name: Choose image\n        operator: ChooseImage\n"
      "        axes:\n"
      "          - {name: dataset, type: str, range: [], choices: [], fixed: true, value: \"\"}\n"
      "          - {name: classes, type: list, range: [], choices: [], fixed: true, value: []}\n"
      "        inputs: []\n"
      "        outputs:\n          - type: Datapoint\n            input_to:\n"
      "              - transformation: Shift\n                index: 0\n"
      "        position: {x: 0, y: 0}\n"
      "      - name: Shift\n        operator: ShiftHSV\n"
      "        axes:\n"
      "          - {name: hue, type: int, range: [-15, 15], choices: [], fixed: false}\n"
      "        inputs:\n          - type: Datapoint\n            output_from:\n"
      "              transformation: Choose image\n              index: 0\n"
      "        outputs: [{type: Datapoint, input_to: [{transformation: Score, index: 0}]}]\n"
      "      - name: Score\n        operator: EvaluateSample\n        axes: []\n"
      "        inputs: [{type: Datapoint, output_from: {transformation: Shift, index: 0}}]\n"
      "        outputs: []\n"
      "baselines:\n  - {name: Base, model: Detector, dataset: Validation}\n"
      "tests:\n  - {name: Colours, model: Detector, domain: Colour, dataset: Validation,\n"
      "     num_samples: 25, num_runs: 40, concurrent_runs: 4}\n");

  EXPECT_EQ(definition.domains.at(0).transformations.size(), 3U);
  EXPECT_EQ(definition.domains.at(0).transformations.at(1).axes.at(0).range,
            (std::pair{-15.0, 15.0}));
  EXPECT_EQ(definition.tests.at(0).domain, "Colour");
}

}  // namespace
}  // namespace assay::definition
