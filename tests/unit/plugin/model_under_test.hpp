// SPDX-License-Identifier: Apache-2.0
// A model of the test plugins in real workers, and what became of images given to it.
#pragma once

#include <cstdlib>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/definition/parse.hpp"
#include "core/plugin/worker_predictor.hpp"

namespace assay::plugin::test {

/// A definition whose repository holds the test plugins; `inputs` are load's, in flow style.
inline definition::Definition definition_of(const std::string& module, const std::string& inputs,
                                            const std::string& more = "") {
  const bool faulty = module == "faulty";
  return definition::parse(
      "assay.yaml",
      "project: {name: Faults, problem_type: " +
          std::string(faulty ? "ObjectDetection" : "Custom") +
          "}\n"
          "models:\n"
          "  - name: model\n"
          "    runtime:\n" +
          more +
          "      load:\n"
          "        entrypoint: " +
          module +
          ":load\n"
          "        inputs: " +
          inputs +
          "\n"
          "        output: {name: model}\n"
          "      predict:\n"
          "        entrypoint: " +
          module +
          ":predict\n"
          "        inputs:\n"
          "          - {name: model, value: \"${model.runtime.load.output.model}\"}\n"
          "          - {name: datapoints, value: \"${datapoints}\"}\n"
          "        output: {name: predictions, keys: [" +
          (faulty ? "boxes" : "scores") + "]}\n",
      ASSAY_TEST_PLUGINS);
}

inline std::string faulty_inputs(const std::string& fault, const std::string& on) {
  return "[{name: fault, value: " + fault + "}, {name: \"on\", value: \"" + on + "\"}]";
}

/// Sanitizers would turn signals into exits.
inline void leave_signals_to_us() {
  ::setenv("ASAN_OPTIONS", "handle_segv=0:handle_sigbus=0:handle_abort=0", 1);
  ::setenv("TSAN_OPTIONS", "handle_segv=0:handle_sigbus=0:handle_abort=0", 1);
}

inline WorkerOptions quick_options() {
  leave_signals_to_us();
  WorkerOptions options;
  options.worker = ASSAY_TEST_WORKER;
  options.threads = 1;
  return options;
}

inline std::unique_ptr<predict::Predictor> start(const definition::Definition& definition,
                                                 const WorkerOptions& options = quick_options()) {
  return start_model(definition, definition.models[0], options);
}

inline std::unique_ptr<predict::Predictor> start_faulty(
    const std::string& fault, const std::string& on = "bad",
    const WorkerOptions& options = quick_options()) {
  return start(definition_of("faulty", faulty_inputs(fault, on)), options);
}

/// An image of 8 x 4 pixels that all have the value `gray`.
inline predict::Image image_of(predict::Predictor& model, std::size_t index, const std::string& id,
                               int gray = 51) {
  predict::Image image{index, id, {8, 4}, model.facts().color, model.pixels().allocate(8 * 4 * 3)};
  for (std::byte& value : image.pixels->bytes().first(8 * 4 * 3))
    value = static_cast<std::byte>(gray);
  return image;
}

/// Outcomes of all ids, in their order; given in batches of `batch_size`.
inline std::vector<predict::Outcome> predict_all(predict::Predictor& model,
                                                 const std::vector<std::string>& ids,
                                                 std::size_t batch_size) {
  std::map<std::size_t, predict::Outcome> arrived;
  std::size_t next = 0;
  while (arrived.size() < ids.size()) {
    while (next < ids.size() && model.in_flight() < model.capacity()) {
      predict::Batch batch;
      for (; next < ids.size() && batch.images.size() < batch_size; ++next) {
        batch.images.push_back(image_of(model, next, ids[next]));
      }
      model.submit(std::move(batch));
    }
    for (predict::Outcome& outcome : model.wait(-1)) {
      arrived.emplace(outcome.index, std::move(outcome));
    }
  }
  std::vector<predict::Outcome> outcomes;
  for (auto& [index, outcome] : arrived) outcomes.push_back(std::move(outcome));
  return outcomes;
}

}  // namespace assay::plugin::test
