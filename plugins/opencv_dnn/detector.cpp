// SPDX-License-Identifier: Apache-2.0
// The module `detector`: boxes from any of the heads.
#include "detection_params.hpp"
#include "params.hpp"
#include "run_batch.hpp"

namespace opencv_dnn {
namespace {

struct Detector {
  Pipeline pipeline;
  BoxReader reader;
};

std::unique_ptr<Detector> load(const NetworkOptions& network, const InputOptions& input,
                               const DetectionOptions& options, const assay::Context& context) {
  Preprocessor preprocessor(input);
  const BoxReader reader(options, preprocessor.size());
  auto made = std::make_unique<Detector>(
      Detector{{Network(network, context), std::move(preprocessor), {}}, reader});
  Pipeline& pipeline = made->pipeline;
  pipeline.outputs =
      pipeline.network.choose_outputs(options.outputs, reader.reads_several_outputs());
  return made;
}

assay::Detections detections_of(const BoxReader& reader, const std::vector<cv::Mat>& outputs,
                                const Placement& placement) {
  assay::Detections found;
  for (const Candidate& one : reader.choose(reader.decode(outputs), placement)) {
    found.add(corners_of(one.box), one.score, one.class_index);
  }
  return found;
}

std::vector<assay::Detections> predict(Detector& model,
                                       const std::vector<assay::Datapoint>& datapoints,
                                       const assay::Context& context) {
  return run_batch<assay::Detections>(model.pipeline, datapoints, context,
                                      [&](const auto& outputs, const Placement& placement) {
                                        return detections_of(model.reader, outputs, placement);
                                      });
}

constexpr auto kHead =
    assay::param<&DetectionOptions::head>("head")
        .choices("darknet_region", "yolox", "yolov5", "yolov8", "yunet", "fastestdet")
        .doc("how the outputs are read");

}  // namespace
}  // namespace opencv_dnn

using namespace opencv_dnn;

ASSAY_PLUGIN(assay::About{"org.assay.opencv_dnn.detector", "OpenCV dnn detector", "1.0.0",
                          "the assay authors", nullptr, "Apache-2.0"},
             assay::load<&load>("load", kWeights, kConfig, kThreads, kBatched, kSize, kResize,
                                kShortSide, kFill, kColour, kScale, kMean, kStd, kHead, kOutputs,
                                kScoreThreshold, kNmsIou, kCandidates, kTopK, kStrides, kClasses)
                 .doc("a detector in ONNX, Darknet or Caffe format")
                 .devices(assay::DeviceType::cpu, assay::DeviceType::cuda),
             assay::predict<&predict>("predict", assay::param("model"), assay::param("datapoints"))
                 .doc("boxes, scores and classes")
                 .devices(assay::DeviceType::cpu, assay::DeviceType::cuda)
                 .colors(assay::Color::rgb, assay::Color::bgr));
