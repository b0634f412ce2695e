// SPDX-License-Identifier: Apache-2.0
// The module `regressor`: numbers about the whole image.
#include <algorithm>
#include <cmath>

#include "params.hpp"
#include "run_batch.hpp"
#include "softmax.hpp"

namespace opencv_dnn {
namespace {

using assay::Error;
using assay::Status;

/// Each list is empty or has one element for each output.
struct ValueOptions {
  std::vector<std::string> outputs;
  std::vector<std::string> activations;  // identity, sigmoid, softmax
  std::vector<int> columns;              // the number to keep, -1: all
  std::vector<double> scale, offset;
};

struct Regressor {
  Pipeline pipeline;
  ValueOptions options;
};

template <class T>
void fill_up(std::vector<T>& list, const char* name, std::size_t outputs, const T& fallback) {
  if (list.empty()) list.assign(outputs, fallback);
  if (list.size() == outputs) return;
  throw Error(Status::argument, "'" + std::string(name) + "' has " + std::to_string(list.size()) +
                                    " elements for " + std::to_string(outputs) +
                                    " outputs: give one for each of 'outputs', or none");
}

void require_activations(const std::vector<std::string>& activations) {
  for (const std::string& one : activations) {
    if (one == "identity" || one == "sigmoid" || one == "softmax") continue;
    throw Error(Status::argument,
                "'activations' has '" + one + "', must be of 'identity', 'sigmoid' and 'softmax'");
  }
}

std::unique_ptr<Regressor> load(const NetworkOptions& network, const InputOptions& input,
                                const ValueOptions& options, const assay::Context& context) {
  require_activations(options.activations);
  auto made = std::make_unique<Regressor>(
      Regressor{{Network(network, context), Preprocessor(input), {}}, options});
  made->pipeline.outputs =
      made->pipeline.network.choose_outputs(options.outputs, !options.outputs.empty());
  const std::size_t count = made->pipeline.outputs.size();
  ValueOptions& filled = made->options;
  fill_up(filled.activations, "activations", count, std::string("identity"));
  fill_up(filled.columns, "columns", count, -1);
  fill_up(filled.scale, "output_scale", count, 1.0);
  fill_up(filled.offset, "output_offset", count, 0.0);
  return made;
}

void activate(std::vector<float>& numbers, const std::string& activation) {
  if (activation == "softmax") apply_softmax(numbers);
  if (activation != "sigmoid") return;
  for (float& number : numbers) number = 1.0f / (1.0f + std::exp(-number));
}

/// The numbers of output `i` that are kept, as they come out of the network.
std::vector<float> numbers_of(const cv::Mat& output, const ValueOptions& options, std::size_t i) {
  const auto* const first = output.ptr<float>();
  std::vector<float> numbers(first, first + output.total());
  if (numbers.empty()) throw Error("the network's output is empty");
  activate(numbers, options.activations[i]);
  const int column = options.columns[i];
  if (column < 0) return numbers;
  if (static_cast<std::size_t>(column) >= numbers.size()) {
    throw Error(Status::argument, "'columns' asks for number " + std::to_string(column) +
                                      " of an output of " + shape_of(output) +
                                      ": numbers count from 0");
  }
  return {numbers[static_cast<std::size_t>(column)]};
}

assay::RegressedValues values_of(const ValueOptions& options, const std::vector<cv::Mat>& outputs) {
  assay::RegressedValues found;
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    for (const float number : numbers_of(outputs[i], options, i)) {
      found.values.push_back(
          static_cast<float>(static_cast<double>(number) * options.scale[i] + options.offset[i]));
    }
  }
  return found;
}

std::vector<assay::RegressedValues> predict(Regressor& model,
                                            const std::vector<assay::Datapoint>& datapoints,
                                            const assay::Context& context) {
  return run_batch<assay::RegressedValues>(
      model.pipeline, datapoints, context,
      [&](const auto& outputs, const Placement&) { return values_of(model.options, outputs); });
}

constexpr auto kOutputs = assay::param<&ValueOptions::outputs>("outputs").optional().doc(
    "names of the outputs to read, in the order of their values");
constexpr auto kActivations =
    assay::param<&ValueOptions::activations>("activations")
        .optional()
        .doc("of each output: identity (the default), sigmoid or softmax");
constexpr auto kColumns =
    assay::param<&ValueOptions::columns>("columns").optional().at_least(-1).doc(
        "of each output: which number to keep, from 0; -1 (the default) keeps all");
constexpr auto kOutputScale =
    assay::param<&ValueOptions::scale>("output_scale")
        .optional()
        .doc("of each output: value = number * output_scale + output_offset");
constexpr auto kOutputOffset =
    assay::param<&ValueOptions::offset>("output_offset").optional().doc("of each output");

}  // namespace
}  // namespace opencv_dnn

using namespace opencv_dnn;

ASSAY_PLUGIN(assay::About{"org.assay.opencv_dnn.regressor", "OpenCV dnn regressor", "1.0.0",
                          "the assay authors", nullptr, "Apache-2.0"},
             assay::load<&load>("load", kWeights, kConfig, kThreads, kBatched, kSize, kResize,
                                kShortSide, kFill, kColour, kScale, kMean, kStd, kOutputs,
                                kActivations, kColumns, kOutputScale, kOutputOffset)
                 .doc("a network of numbers in ONNX, Darknet or Caffe format")
                 .devices(assay::DeviceType::cpu, assay::DeviceType::cuda),
             assay::predict<&predict>("predict", assay::param("model"), assay::param("datapoints"))
                 .doc("the values of the outputs, one after the other")
                 .devices(assay::DeviceType::cpu, assay::DeviceType::cuda)
                 .colors(assay::Color::rgb, assay::Color::bgr));
