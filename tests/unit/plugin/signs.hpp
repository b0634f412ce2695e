// SPDX-License-Identifier: Apache-2.0
// A description as a worker sends it, and definitions for it, without a plugin.
#pragma once

#include <assay/abi/entry.h>

#include <filesystem>
#include <string>
#include <utility>

#include "core/definition/parse.hpp"
#include "core/plugin/wire/description.hpp"
#include "tests/support/temporary_directory.hpp"

namespace assay::plugin::test {

inline wire::Parameter parameter(std::string name, std::uint32_t kinds, std::uint32_t flags = 0) {
  wire::Parameter result;
  result.name = std::move(name);
  result.kinds = kinds;
  result.flags = flags;
  return result;
}

inline wire::Parameter model_parameter(const std::string& handle_type) {
  wire::Parameter result =
      parameter("model", ASSAY_KIND_BIT(ASSAY_KIND_HANDLE), ASSAY_PARAM_REQUIRED);
  result.handle_type = handle_type;
  return result;
}

/// load(weights: path, required; threshold: float 0..1, default 0.25) makes a "Signs";
/// predict(model, datapoints).
inline wire::Description signs() {
  wire::Entry load;
  load.name = "load";
  load.model_type = "Signs";
  load.has_load = load.has_unload = true;
  load.parameters.push_back(
      parameter("weights", ASSAY_KIND_BIT(ASSAY_KIND_PATH), ASSAY_PARAM_REQUIRED));
  wire::Parameter threshold = parameter("threshold", ASSAY_KIND_BIT(ASSAY_KIND_FLOAT),
                                        ASSAY_PARAM_MINIMUM | ASSAY_PARAM_MAXIMUM);
  threshold.maximum = 1;
  threshold.default_value = wire::Value{0.25};
  load.parameters.push_back(threshold);
  wire::Entry predict;
  predict.name = "predict";
  predict.has_predict = true;
  predict.parameters.push_back(model_parameter("Signs"));
  predict.parameters.push_back(parameter("datapoints", ASSAY_KIND_BIT(ASSAY_KIND_DATAPOINTS)));
  wire::Description description;
  description.id = "org.example.signs";
  description.name = "Signs";
  description.version = "1.0";
  description.entries = {load, predict};
  return description;
}

/// The model's repository: it has the files "a", "net.onnx" and "weights/net.onnx".
inline const std::filesystem::path& repository() {
  static const assay::test::TemporaryDirectory folder;
  static const bool filled = [] {
    for (const char* name : {"a", "net.onnx", "weights/net.onnx"}) folder.write(name, "");
    return true;
  }();
  (void)filled;
  return folder.path();
}

/// `load_inputs` and `predict_inputs` are YAML lists in flow style.
inline definition::Definition definition_with(const std::string& load_inputs,
                                              const std::string& predict_inputs) {
  return definition::parse("assay.yaml",
                           "project: {name: Signs, problem_type: ObjectDetection}\n"
                           "models:\n"
                           "  - name: signs\n"
                           "    runtime:\n"
                           "      load:\n"
                           "        entrypoint: signs:load\n"
                           "        inputs: " +
                               load_inputs +
                               "\n"
                               "        output: {name: model}\n"
                               "      predict:\n"
                               "        entrypoint: signs:predict\n"
                               "        inputs: " +
                               predict_inputs +
                               "\n"
                               "        output: {name: predictions, keys: [boxes]}\n",
                           repository());
}

inline const std::string kUsualPredict =
    "[{name: model, value: \"${model.runtime.load.output.model}\"}, "
    "{name: datapoints, value: \"${datapoints}\"}]";

}  // namespace assay::plugin::test
