// SPDX-License-Identifier: Apache-2.0
// The module `segmenter`: the class of each pixel.
#include <cstring>

#include "label_map.hpp"
#include "params.hpp"
#include "run_batch.hpp"

namespace opencv_dnn {
namespace {

struct SegmenterOptions {
  std::vector<std::string> outputs;
  bool align_corners = false;
  std::string argmax_at;
  bool sigmoid = false;
  float threshold = 0;
  int outside = 0;
};

struct Segmenter {
  Pipeline pipeline;
  LabelOptions options;
};

/// u8 or i32, [height, width].
struct LabelMap {
  cv::Mat labels;
};

void pack(assay::Output& output, const LabelMap& found) {
  const cv::Mat& labels = found.labels;
  const assay::Shape shape = {labels.rows, labels.cols};
  void* const memory =
      labels.depth() == CV_8U
          ? static_cast<void*>(output.allocate<std::uint8_t>("segmentation", shape))
          : output.allocate<std::int32_t>("segmentation", shape);
  std::memcpy(memory, labels.data, labels.total() * labels.elemSize());
}

LabelOptions label_options(const SegmenterOptions& options) {
  LabelOptions chosen;
  chosen.align_corners = options.align_corners;
  chosen.at_image = options.argmax_at == "image";
  chosen.sigmoid = options.sigmoid;
  chosen.threshold = options.threshold;
  chosen.outside = options.outside;
  return chosen;
}

std::unique_ptr<Segmenter> load(const NetworkOptions& network, const InputOptions& input,
                                const SegmenterOptions& options, const assay::Context& context) {
  auto made = std::make_unique<Segmenter>(
      Segmenter{{Network(network, context), Preprocessor(input), {}}, label_options(options)});
  made->pipeline.outputs = made->pipeline.network.choose_outputs(options.outputs, false);
  return made;
}

std::vector<LabelMap> predict(Segmenter& model, const std::vector<assay::Datapoint>& datapoints,
                              const assay::Context& context) {
  return run_batch<LabelMap>(
      model.pipeline, datapoints, context, [&](const auto& outputs, const Placement& placement) {
        return LabelMap{labels_of(outputs.front(), placement, model.options)};
      });
}

constexpr auto kOutputs = assay::param<&SegmenterOptions::outputs>("outputs").optional().doc(
    "name of the output to read, where there are several");
constexpr auto kAlignCorners =
    assay::param<&SegmenterOptions::align_corners>("align_corners")
        .optional(false)
        .doc("the scores grow to 'size' with the centres of their corners on its corners");
constexpr auto kArgmaxAt = assay::param<&SegmenterOptions::argmax_at>("argmax_at")
                               .optional("input")
                               .choices("input", "image")
                               .doc("the size at which classes are chosen: 'size', or the image's");
constexpr auto kSigmoid = assay::param<&SegmenterOptions::sigmoid>("sigmoid").optional(false).doc(
    "one channel: it holds logits");
constexpr auto kThreshold = assay::param<&SegmenterOptions::threshold>("threshold")
                                .optional(0.5)
                                .between(0, 1)
                                .doc("one channel: class 1 where it is greater, else class 0");
constexpr auto kOutside =
    assay::param<&SegmenterOptions::outside>("outside").optional(0).between(0, 255).doc(
        "resize: crop: class of the pixels that are cut off");

}  // namespace
}  // namespace opencv_dnn

using namespace opencv_dnn;

ASSAY_PLUGIN(assay::About{"org.assay.opencv_dnn.segmenter", "OpenCV dnn segmenter", "1.0.0",
                          "the assay authors", nullptr, "Apache-2.0"},
             assay::load<&load>("load", kWeights, kConfig, kThreads, kBatched, kSize, kResize,
                                kShortSide, kFill, kColour, kScale, kMean, kStd, kOutputs,
                                kAlignCorners, kArgmaxAt, kSigmoid, kThreshold, kOutside)
                 .doc("a network for semantic segmentation in ONNX, Darknet or Caffe format")
                 .devices(assay::DeviceType::cpu, assay::DeviceType::cuda),
             assay::predict<&predict>("predict", assay::param("model"), assay::param("datapoints"))
                 .doc("the class of each pixel")
                 .devices(assay::DeviceType::cpu, assay::DeviceType::cuda)
                 .colors(assay::Color::rgb, assay::Color::bgr));
