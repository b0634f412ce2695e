// SPDX-License-Identifier: Apache-2.0
// The module `detector`: boxes from any of the heads.
#include "heads/head.hpp"
#include "params.hpp"
#include "run_batch.hpp"

namespace opencv_dnn {
namespace {

struct HeadOptions {
  std::string head;
  std::vector<std::string> outputs;
  float score_threshold = 0;
  double nms_iou = 0;
  std::string candidates;
  std::uint32_t top_k = 0;
  std::vector<int> strides;
  std::optional<int> classes;
};

struct Detector {
  Pipeline pipeline;
  HeadOptions options;
  const Head* head;
};

std::unique_ptr<Detector> load(const NetworkOptions& network, const InputOptions& input,
                               const HeadOptions& options, const assay::Context& context) {
  auto made = std::make_unique<Detector>(Detector{
      {Network(network, context), Preprocessor(input), {}}, options, &head_named(options.head)});
  Pipeline& pipeline = made->pipeline;
  pipeline.outputs = pipeline.network.choose_outputs(options.outputs, made->head->several_outputs);
  return made;
}

/// From the network's input back to the image.
cv::Vec4d placed_in_image(const cv::Vec4d& box, const Placement& placement) {
  return {(box[0] - placement.offset_x) / placement.ratio_x,
          (box[1] - placement.offset_y) / placement.ratio_y, box[2] / placement.ratio_x,
          box[3] / placement.ratio_y};
}

assay::Detections detections_of(const Detector& model, const std::vector<cv::Mat>& outputs,
                                const Placement& placement) {
  const HeadOptions& options = model.options;
  Decoded decoded = model.head->decode({outputs, model.pipeline.preprocessor.size(),
                                        options.strides, options.classes, options.score_threshold});
  for (cv::Vec4d& box : decoded.boxes) box = placed_in_image(box, placement);

  const auto choice = options.candidates == "best" ? ClassChoice::best : ClassChoice::all;
  assay::Detections found;
  for (const Candidate& one : suppress(candidates_of(decoded, options.score_threshold, choice),
                                       options.nms_iou, options.top_k)) {
    const cv::Vec4d& box = one.box;
    found.add({static_cast<float>(box[0]), static_cast<float>(box[1]),
               static_cast<float>(box[0] + box[2]), static_cast<float>(box[1] + box[3])},
              one.score, one.class_index);
  }
  return found;
}

std::vector<assay::Detections> predict(Detector& model,
                                       const std::vector<assay::Datapoint>& datapoints,
                                       const assay::Context& context) {
  return run_batch<assay::Detections>(model.pipeline, datapoints, context,
                                      [&](const auto& outputs, const Placement& placement) {
                                        return detections_of(model, outputs, placement);
                                      });
}

constexpr auto kHead = assay::param<&HeadOptions::head>("head")
                           .choices("darknet_region", "yolox", "yolov5", "yolov8", "fastestdet")
                           .doc("how the outputs are read");
constexpr auto kOutputs = assay::param<&HeadOptions::outputs>("outputs").optional().doc(
    "names of the outputs to read, where there are several");
constexpr auto kScoreThreshold = assay::param<&HeadOptions::score_threshold>("score_threshold")
                                     .optional(0.25)
                                     .between(0, 1)
                                     .doc("boxes must score more than this");
constexpr auto kNmsIou =
    assay::param<&HeadOptions::nms_iou>("nms_iou").optional(0.45).between(0, 1).doc(
        "of two boxes of a class that overlap more, the better is kept");
constexpr auto kCandidates = assay::param<&HeadOptions::candidates>("candidates")
                                 .optional("all")
                                 .choices("all", "best")
                                 .doc("all classes of a box above the threshold, or its best one");
constexpr auto kTopK = assay::param<&HeadOptions::top_k>("top_k").optional(300).at_least(1).doc(
    "the most boxes for an image");
constexpr auto kStrides = assay::param<&HeadOptions::strides>("strides")
                              .optional({8, 16, 32})
                              .at_least(1)
                              .doc("yolox: pixels for each cell of its grids");
constexpr auto kClasses =
    assay::param<&HeadOptions::classes>("num_classes")
        .at_least(1)
        .doc("yolov5, yolov8: where columns that are no classes follow, e.g. for masks");

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
