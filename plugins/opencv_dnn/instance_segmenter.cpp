// SPDX-License-Identifier: Apache-2.0
// The module `instance_segmenter`: boxes, each with its mask.
#include <algorithm>
#include <cstring>

#include "detection_params.hpp"
#include "masks.hpp"
#include "params.hpp"
#include "run_batch.hpp"

namespace opencv_dnn {
namespace {

using assay::Error;
using assay::Status;

struct MaskOptions {
  std::string prototypes;  // name of the output
  float threshold = 0;
  std::string format;  // rle, masks
};

struct InstanceSegmenter {
  Pipeline pipeline;  // outputs: the detections, then the prototypes
  BoxReader reader;
  MaskOptions options;
};

/// Of equal length: detections and, by the format, texts or masks.
struct Instances {
  assay::Detections found;
  bool as_rle = true;
  std::vector<std::string> rle;
  std::vector<PartialMask> masks;
};

std::string rle_of(const PartialMask& mask, cv::Size image) {
  return assay::encode_rle_of_part({mask.pixels.data, mask.pixels.cols, mask.part.x, mask.part.y,
                                    mask.part.width, mask.part.height},
                                   image.height, image.width);
}

void pack(assay::Output& output, const Instances& instances) {
  pack(output, instances.found);
  if (instances.as_rle) {
    output.value("rle", assay::Content(instances.rle));
    return;
  }
  const int height = output.image().height(), width = output.image().width();
  auto* memory = output.allocate<std::uint8_t>(
      "masks", {static_cast<std::int64_t>(instances.masks.size()), height, width});
  for (const PartialMask& mask : instances.masks) {
    cv::Mat plane(height, width, CV_8U, memory);  // zeroed by the host
    if (!mask.part.empty()) mask.pixels.copyTo(plane(mask.part));
    memory += static_cast<std::size_t>(height) * static_cast<std::size_t>(width);
  }
}

/// The output of detections: the one that is named, or the only one besides the prototypes.
std::vector<std::string> detections_and_prototypes(const Network& network,
                                                   const std::vector<std::string>& wanted,
                                                   const std::string& prototypes) {
  std::vector<std::string> others = network.outputs();
  const auto place = std::find(others.begin(), others.end(), prototypes);
  if (place == others.end()) {
    throw Error(Status::argument,
                "'prototypes' names '" + prototypes +
                    "', which is no output of the network (it has: " + network.output_list() + ")");
  }
  others.erase(place);
  const std::vector<std::string> detections =
      wanted.empty() ? others : network.choose_outputs(wanted, false);
  if (detections.size() != 1 || detections.front() == prototypes) {
    throw Error(Status::argument,
                "name in 'outputs' the one output of detections (the network has: " +
                    network.output_list() + ")");
  }
  return {detections.front(), prototypes};
}

std::unique_ptr<InstanceSegmenter> load(const NetworkOptions& network, const InputOptions& input,
                                        const DetectionOptions& detection, const MaskOptions& masks,
                                        const assay::Context& context) {
  Preprocessor preprocessor(input);
  const BoxReader reader(detection, preprocessor.size());
  auto made = std::make_unique<InstanceSegmenter>(
      InstanceSegmenter{{Network(network, context), std::move(preprocessor), {}}, reader, masks});
  made->pipeline.outputs =
      detections_and_prototypes(made->pipeline.network, detection.outputs, masks.prototypes);
  return made;
}

void require_coefficients(const cv::Mat& coefficients, int prototypes) {
  if (!cv::checkRange(coefficients)) throw Error("a mask coefficient is no finite number");
  if (coefficients.cols == prototypes) return;
  throw Error(Status::argument, "a box has " + std::to_string(coefficients.cols) +
                                    " mask coefficients for " + std::to_string(prototypes) +
                                    " prototypes: correct 'num_classes', 'head' or 'prototypes'");
}

Instances instances_of(const InstanceSegmenter& model, const std::vector<cv::Mat>& outputs,
                       const Placement& placement) {
  const MaskMaker maker(outputs[1], placement, model.options.threshold);
  const Decoded decoded = model.reader.decode({outputs[0]}, maker.prototypes());
  Instances instances;
  instances.as_rle = model.options.format == "rle";
  for (const Candidate& one : model.reader.choose(decoded, placement)) {
    const cv::Mat coefficients = decoded.extras.row(one.row);
    require_coefficients(coefficients, maker.prototypes());
    instances.found.add(corners_of(one.box), one.score, one.class_index);
    PartialMask mask =
        maker.mask_of(coefficients, decoded.boxes[static_cast<std::size_t>(one.row)]);
    if (instances.as_rle) {
      instances.rle.push_back(rle_of(mask, placement.image));
    } else {
      instances.masks.push_back(std::move(mask));
    }
  }
  return instances;
}

std::vector<Instances> predict(InstanceSegmenter& model,
                               const std::vector<assay::Datapoint>& datapoints,
                               const assay::Context& context) {
  return run_batch<Instances>(model.pipeline, datapoints, context,
                              [&](const auto& outputs, const Placement& placement) {
                                return instances_of(model, outputs, placement);
                              });
}

constexpr auto kHead = assay::param<&DetectionOptions::head>("head")
                           .choices("yolov5", "yolov8")
                           .doc("how the output of detections is read");
constexpr auto kPrototypes =
    assay::param<&MaskOptions::prototypes>("prototypes").doc("name of the prototypes' output");
constexpr auto kMaskThreshold = assay::param<&MaskOptions::threshold>("mask_threshold")
                                    .optional(0.5)
                                    .between(0, 1)
                                    .doc("a pixel is the object's where the mask is greater");
constexpr auto kMaskFormat =
    assay::param<&MaskOptions::format>("mask_format")
        .optional("rle")
        .choices("rle", "masks")
        .doc("the field with the masks: run lengths, or a plane of pixels each");

}  // namespace
}  // namespace opencv_dnn

using namespace opencv_dnn;

ASSAY_PLUGIN(assay::About{"org.assay.opencv_dnn.instance_segmenter",
                          "OpenCV dnn instance segmenter", "1.0.0", "the assay authors", nullptr,
                          "Apache-2.0"},
             assay::load<&load>("load", kWeights, kConfig, kThreads, kBatched, kSize, kResize,
                                kShortSide, kFill, kColour, kScale, kMean, kStd, kHead, kOutputs,
                                kScoreThreshold, kNmsIou, kCandidates, kTopK, kClasses, kPrototypes,
                                kMaskThreshold, kMaskFormat)
                 .doc("a detector with mask coefficients in ONNX, Darknet or Caffe format")
                 .devices(assay::DeviceType::cpu, assay::DeviceType::cuda),
             assay::predict<&predict>("predict", assay::param("model"), assay::param("datapoints"))
                 .doc("boxes, scores, classes and masks or their rle")
                 .devices(assay::DeviceType::cpu, assay::DeviceType::cuda)
                 .colors(assay::Color::rgb, assay::Color::bgr));
