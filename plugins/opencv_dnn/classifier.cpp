// SPDX-License-Identifier: Apache-2.0
// The module `classifier`: probabilities of classes.
#include "params.hpp"
#include "run_batch.hpp"
#include "softmax.hpp"

namespace opencv_dnn {
namespace {

struct Classifier {
  Pipeline pipeline;
  bool softmax;
};

std::unique_ptr<Classifier> load(const NetworkOptions& network, const InputOptions& input,
                                 const std::vector<std::string>& outputs, bool softmax,
                                 const assay::Context& context) {
  auto made = std::make_unique<Classifier>(
      Classifier{{Network(network, context), Preprocessor(input), {}}, softmax});
  made->pipeline.outputs = made->pipeline.network.choose_outputs(outputs, false);
  return made;
}

assay::Probabilities probabilities_of(const Classifier& model, const cv::Mat& output) {
  const auto* const first = output.ptr<float>();
  assay::Probabilities found{{first, first + output.total()}};
  if (found.values.empty()) throw assay::Error("the network's output is empty");
  if (model.softmax) apply_softmax(found.values);
  return found;
}

std::vector<assay::Probabilities> predict(Classifier& model,
                                          const std::vector<assay::Datapoint>& datapoints,
                                          const assay::Context& context) {
  return run_batch<assay::Probabilities>(model.pipeline, datapoints, context,
                                         [&](const auto& outputs, const Placement&) {
                                           return probabilities_of(model, outputs.front());
                                         });
}

}  // namespace
}  // namespace opencv_dnn

using namespace opencv_dnn;

ASSAY_PLUGIN(
    assay::About{"org.assay.opencv_dnn.classifier", "OpenCV dnn classifier", "1.0.0",
                 "the assay authors", nullptr, "Apache-2.0"},
    assay::load<&load>("load", kWeights, kConfig, kThreads, kBatched, kSize, kResize, kShortSide,
                       kFill, kColour, kScale, kMean, kStd,
                       assay::param("outputs").optional().doc(
                           "name of the output to read, where there are several"),
                       assay::param("softmax").optional(false).doc("the output holds logits"))
        .doc("a classifier in ONNX, Darknet or Caffe format")
        .devices(assay::DeviceType::cpu, assay::DeviceType::cuda),
    assay::predict<&predict>("predict", assay::param("model"), assay::param("datapoints"))
        .doc("one probability for each class")
        .devices(assay::DeviceType::cpu, assay::DeviceType::cuda)
        .colors(assay::Color::rgb, assay::Color::bgr));
