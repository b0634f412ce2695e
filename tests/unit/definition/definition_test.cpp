// SPDX-License-Identifier: Apache-2.0
// What a good definition becomes.
#include <gtest/gtest.h>

#include "tests/unit/definition/definition_folder.hpp"

namespace assay::definition {
namespace {

/// A definition with one model of these lines (indented by four) beside a plain runtime.
std::string with_model(const std::string& lines) {
  return "project: {name: p}\nmodels:\n  - runtime:\n"
         "      load: {entrypoint: 'net:load', output: {name: model}}\n"
         "      predict: {entrypoint: 'net:predict', output: {name: out}}\n" +
         lines;
}

/// A definition whose only model has a runtime of these lines (indented by six).
std::string with_runtime(const std::string& lines) {
  return "project: {name: p}\nmodels:\n  - name: m\n    runtime:\n" + lines;
}

Model only_model(const std::string& text, const std::string& device = "") {
  static const DefinitionFolder folder;
  return folder.parse(text, device).models.at(0);
}

Dataset only_dataset(const std::string& text) {
  static const DefinitionFolder folder;
  Dataset dataset = folder.parse("project: {name: p}\ndatasets:\n  - " + text).datasets.at(0);
  dataset.images = dataset.images.lexically_relative(folder.path());
  return dataset;
}

TEST(Definition, NeedsOnlyAProject) {
  const DefinitionFolder folder;

  const Definition definition = folder.parse("project: {name: signs}\n");

  EXPECT_EQ(definition.source.name, "assay.yaml");
  EXPECT_EQ(definition.source.text, "project: {name: signs}\n");
  EXPECT_EQ(definition.directory, folder.path());
  EXPECT_EQ(definition.project.name, "signs");
  EXPECT_EQ(definition.project.problem_type, ProblemType::custom);
  EXPECT_TRUE(definition.datasets.empty());
  EXPECT_TRUE(definition.models.empty());
  EXPECT_TRUE(definition.gates.empty());
}

TEST(Definition, KnowsEveryProblemType) {
  const DefinitionFolder folder;
  for (const auto type : {ProblemType::classification, ProblemType::object_detection,
                          ProblemType::semantic_segmentation, ProblemType::instance_segmentation,
                          ProblemType::image_regression, ProblemType::keypoints,
                          ProblemType::output_image, ProblemType::custom}) {
    const std::string text =
        "project: {name: p, problem_type: " + std::string(name_of(type)) + "}\n";
    EXPECT_EQ(folder.parse(text).project.problem_type, type) << text;
  }
}

TEST(Definition, PointsAtItsOwnLines) {
  const DefinitionFolder folder;
  const Definition definition = folder.parse("project:\n  name: p\n");

  const Error error = error_in(definition, {2, 9}, "not a good name");

  EXPECT_EQ(error.kind(), ErrorKind::definition);
  EXPECT_EQ(error.message(), "assay.yaml:2:9: not a good name\n      name: p\n            ^");
}

TEST(Definition, TakesValSomethingForValidation) {
  for (const char* stage : {"val", "validation", "val2017"}) {
    const Dataset dataset = only_dataset(
        "{name: d, format: ImageNet, data_url: a, stage: " + std::string(stage) + "}\n");
    EXPECT_EQ(dataset.stage, "validation") << stage;
  }
}

TEST(Definition, ReadsAFolderOfClassesWithoutAnnotations) {
  const Dataset dataset =
      only_dataset("{name: d, format: ImageNet, data_url: a/../b/., stage: train}\n");

  EXPECT_EQ(dataset.format, DatasetFormat::imagenet);
  EXPECT_EQ(dataset.images, "b");
  EXPECT_TRUE(dataset.annotations.empty());
  EXPECT_EQ(dataset.exif, Exif::apply);
  EXPECT_FALSE(dataset.num_datapoints);
  EXPECT_EQ(dataset.mark, (Mark{3, 5}));
}

TEST(Definition, ReadsEveryKeyOfADataset) {
  const Dataset dataset = only_dataset(
      "{name: d, format: ImageNet, data_url: $NAME/x, annotations_url: /l/labels.csv, stage: test,"
      " credentials: null, upload: true, num_datapoints: 0x10, mask_generation: Simple,"
      " min_asset_area: 15, exif: ignore}\n");

  EXPECT_EQ(dataset.images, "signs/x");
  EXPECT_EQ(dataset.annotations, "/l/labels.csv");
  EXPECT_EQ(dataset.num_datapoints, 16U);
  EXPECT_EQ(dataset.exif, Exif::ignore);
}

TEST(Definition, FindsFilesInTheRepository) {
  const DefinitionFolder folder;

  const Model model =
      folder
          .parse(with_model("    name: m\n    repository: {url: weights/}\n"
                            "    files: [{name: w, url: net.onnx, upload: false}]\n"))
          .models.at(0);

  EXPECT_EQ(model.repository, folder.path() / "weights");
  ASSERT_EQ(model.files.size(), 1U);
  EXPECT_EQ(model.files[0].name, "w");
  EXPECT_EQ(model.files[0].path, folder.path() / "weights/net.onnx");
  EXPECT_EQ(model.files[0].mark, (Mark{8, 28}));
}

TEST(Definition, CallsTheModelOfAnyNameModel) {
  EXPECT_EQ(only_model(with_model("    name: ${model.name}\n")).name, "model");
  EXPECT_EQ(only_model(with_model("    name: $model.name\n")).name, "model");
}

TEST(Definition, UsesTheNameOfAModelInItsFiles) {
  const Model model = only_model(
      with_model("    name: net\n    files: [{name: w, url: 'weights/${model.name}.onnx'}]\n"));

  EXPECT_EQ(model.files.at(0).path.filename(), "net.onnx");
}

TEST(Definition, ReadsClassNamesFromAFile) {
  const Classes classes = only_model(with_model("    name: m\n    classes: names.txt\n")).classes;

  EXPECT_EQ(classes.names, (std::vector<std::string>{"circle", "square", "triangle"}));
  EXPECT_EQ(classes.offset, 0);
  EXPECT_EQ(classes.mark, (Mark{7, 14}));
}

TEST(Definition, ReadsClassNamesThatAVariableNames) {
  const Classes classes =
      only_model(with_model("    name: m\n    files: [{name: n, url: names.txt}]\n"
                            "    classes: ${model.files.n.url}\n"))
          .classes;

  EXPECT_EQ(classes.names.size(), 3U);
}

TEST(Definition, ReadsClassNamesAndOffset) {
  const auto list = only_model(with_model("    name: m\n    classes: [car, 'no', no]\n")).classes;
  const auto map =
      only_model(with_model("    name: m\n    classes: {names: [a, a], offset: -1}\n")).classes;
  const auto offset = only_model(with_model("    name: m\n    classes: {offset: 1}\n")).classes;

  EXPECT_EQ(list.names, (std::vector<std::string>{"car", "no", "no"}));
  EXPECT_EQ(map.names, (std::vector<std::string>{"a", "a"}));
  EXPECT_EQ(map.offset, -1);
  EXPECT_TRUE(offset.names.empty());
  EXPECT_EQ(offset.offset, 1);
}

TEST(Definition, ReadsBatchAndEntrypoints) {
  const Runtime runtime =
      only_model(with_runtime(
                     "      image: python:3.8\n      batch: {max_size: 8, image_size: [640, 480]}\n"
                     "      load: {entrypoint: 'a.b_2.c:load', output: {name: model}}\n"
                     "      predict:\n        entrypoint: a.b_2.c:predict\n        inputs:\n"
                     "        output: {name: out, keys: [bbox, labels, user.depth]}\n"))
          .runtime;

  EXPECT_EQ(runtime.image, "python:3.8");
  EXPECT_EQ(runtime.max_batch_size, 8U);
  EXPECT_EQ(runtime.image_size, (std::pair{640, 480}));
  EXPECT_EQ(runtime.load.module, "a.b_2.c");
  EXPECT_EQ(runtime.load.function, "load");
  EXPECT_EQ(runtime.load.mark, (Mark{7, 26}));
  EXPECT_TRUE(runtime.predict.inputs.empty());
  EXPECT_EQ(runtime.output_keys,
            (std::vector<std::string>{"boxes", "classes", "scores", "user.depth"}));
}

TEST(Definition, RunsOnTheCpuUnlessItSaysOtherwise) {
  const Runtime runtime = only_model(with_model("    name: m\n")).runtime;

  EXPECT_EQ(runtime.device, Device{});
  EXPECT_EQ(runtime.device_mark, Mark{});
  EXPECT_EQ(runtime.max_batch_size, 1U);
  EXPECT_FALSE(runtime.image_size);
}

/// A runtime with `device` here and there; "" leaves it out.
std::string with_devices(const std::string& runtime, const std::string& load,
                         const std::string& predict) {
  const auto input = [](const std::string& device) {
    return device.empty() ? "" : "- {name: device, value: '" + device + "'}";
  };
  return with_runtime((runtime.empty() ? "" : "      device: '" + runtime + "'\n") +
                      "      load:\n        entrypoint: net:load\n        output: {name: m}\n"
                      "        inputs:\n          " +
                      input(load) +
                      "\n      predict:\n        entrypoint: net:predict\n"
                      "        output: {name: o}\n        inputs:\n          " +
                      input(predict) + "\n");
}

TEST(Definition, ChoosesTheDeviceByPrecedence) {
  struct Row {
    const char *option, *runtime, *load, *predict, *chosen;
  };
  for (const Row& row : {
           Row{"", "gpu", "", "", "cuda:0"},
           Row{"", "cuda:1", "", "", "cuda:1"},
           Row{"", "cpu", "cuda", "", "cuda:0"},
           Row{"", "gpu", "", "cpu", "cpu"},
           Row{"", "cpu", "gpu", "cuda:0", "cuda:0"},
           Row{"", "cuda:2", "${model.runtime.device}", "", "cuda:2"},
           Row{"", "cuda:2", "cpu", "${model.runtime.device}", "cpu"},
           Row{"cpu", "gpu", "gpu", "", "cpu"},
           Row{"cuda:3", "cpu", "cpu", "gpu", "cuda:3"},
           Row{"cuda:1,cuda:2", "cpu", "", "", "cuda:1"},
       }) {
    const std::string text = with_devices(row.runtime, row.load, row.predict);
    EXPECT_EQ(to_string(only_model(text, row.option).runtime.device), row.chosen)
        << row.option << " | " << text;
  }
}

TEST(Definition, RemembersWhichDeviceCounted) {
  const std::string text = with_devices("gpu", "", "cpu");

  EXPECT_EQ(only_model(text).runtime.device_mark.line, 15);
  EXPECT_EQ(only_model(text, "cpu").runtime.device_mark, Mark{});
}

TEST(Definition, RefusesAWrongDeviceOption) {
  const DefinitionFolder folder;
  try {
    folder.parse("project: {name: p}\n", "tpu");
    FAIL() << "nothing was thrown";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::usage);
    EXPECT_EQ(error.message(),
              "--device must be cpu, gpu, cuda, cuda:N or a list of them such as cuda:0,cuda:1, "
              "got 'tpu'");
  }
}

TEST(Definition, ReadsGates) {
  const DefinitionFolder folder;

  const auto gates = folder
                         .parse(
                             "project: {name: p}\ngates:\n  - {metric: bbox.AP50, min: 0.3}\n"
                             "  - {metric: datapoints.failed, min: -1, max: 5}\n")
                         .gates;

  ASSERT_EQ(gates.size(), 2U);
  EXPECT_EQ(gates[0].metric, "bbox.AP50");
  EXPECT_EQ(gates[0].minimum, 0.3);
  EXPECT_FALSE(gates[0].maximum);
  EXPECT_EQ(gates[0].mark, (Mark{3, 5}));
  EXPECT_EQ(gates[1].minimum, -1.0);
  EXPECT_EQ(gates[1].maximum, 5.0);
}

TEST(Definition, SharesARuntimeThroughAnAlias) {
  const DefinitionFolder folder;
  const auto models = folder
                          .parse(
                              "project: {name: p}\nmodels:\n  - name: one\n    runtime: &shared\n"
                              "      load: {entrypoint: 'net:load', output: {name: model}}\n"
                              "      predict: {entrypoint: 'net:predict', output: {name: out}}\n"
                              "  - {name: two, runtime: *shared}\n")
                          .models;

  ASSERT_EQ(models.size(), 2U);
  EXPECT_EQ(models[1].runtime.load.function, "load");
  EXPECT_EQ(models[1].runtime.load.mark, models[0].runtime.load.mark);
}

}  // namespace
}  // namespace assay::definition
