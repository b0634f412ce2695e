// SPDX-License-Identifier: Apache-2.0
// The module `pose`: keypoints of persons, either from heatmaps of a crop around each, or from a
// network that finds persons and their points at once.
#include <assay/sdk/opencv.hpp>

#include <algorithm>

#include "detection_params.hpp"
#include "heatmaps.hpp"
#include "params.hpp"
#include "person_detector_params.hpp"
#include "run_batch.hpp"

namespace opencv_dnn {
namespace {

using assay::Error;
using assay::Status;

struct Pose {
  Pipeline pipeline;
  std::optional<BoxReader> reader;        // where the network finds persons itself
  std::unique_ptr<PersonSource> persons;  // else
  double growth;
};

/// Row i of everything is person i.
struct Poses {
  assay::Detections found;
  bool has_boxes = true;
  std::size_t points = 0;  // of each person
  std::vector<float> keypoints;
};

void pack(assay::Output& output, const Poses& poses) {
  const auto count = static_cast<std::int64_t>(poses.found.scores.size());
  output.array("keypoints", poses.keypoints, {count, static_cast<std::int64_t>(poses.points), 3});
  if (poses.has_boxes) return pack(output, poses.found);
  output.array("scores", poses.found.scores, {count});
  output.array("classes", poses.found.classes, {count});
}

// Heatmaps: one crop for each person.

float score_of(const std::vector<Peak>& peaks, float box_score) {
  double sum = 0;
  for (const Peak& peak : peaks) sum += static_cast<double>(peak.confidence);
  const double mean = sum / static_cast<double>(peaks.size());
  return static_cast<float>(std::clamp(mean * static_cast<double>(box_score), 0.0, 1.0));
}

void add(Poses& poses, const ScoredBox& person, const std::vector<Peak>& peaks) {
  const cv::Rect2d& box = person.box;
  poses.found.add(corners_of({box.x, box.y, box.width, box.height}), score_of(peaks, person.score),
                  0);
  poses.points = peaks.size();
  for (const Peak& peak : peaks) {
    poses.keypoints.insert(poses.keypoints.end(), {peak.x, peak.y, peak.confidence});
  }
}

/// The outputs for each blob.
std::vector<std::vector<cv::Mat>> run(Pipeline& pipeline, const std::vector<cv::Mat>& blobs) {
  if (pipeline.network.is_batched() && !blobs.empty()) {
    return pipeline.network.forward_together(blobs, pipeline.outputs);
  }
  std::vector<std::vector<cv::Mat>> outputs;
  for (const cv::Mat& blob : blobs) {
    std::vector<cv::Mat> one = pipeline.network.forward(blob, pipeline.outputs);
    for (cv::Mat& output : one) output = output.clone();  // valid until the next forward only
    outputs.push_back(std::move(one));
  }
  return outputs;
}

Poses poses_around_boxes(Pose& model, const assay::Datapoint& datapoint) {
  const assay::Image image = datapoint.image();
  const cv::Size size = model.pipeline.preprocessor.size();
  const std::vector<ScoredBox> persons = model.persons->find(datapoint);
  std::vector<Crop> crops;
  std::vector<cv::Mat> blobs;
  for (const ScoredBox& person : persons) {
    crops.push_back(crop_around(person.box, size, model.growth));
    blobs.push_back(model.pipeline.preprocessor.to_blob(
        cut_out(assay::as_mat(image), crops.back(), size), image.color()));
  }
  const auto outputs = run(model.pipeline, blobs);
  Poses poses;
  poses.has_boxes = model.persons->knows_boxes();
  for (std::size_t i = 0; i < persons.size(); ++i) {
    add(poses, persons[i], peaks_of(outputs[i].front(), crops[i], size));
  }
  return poses;
}

// Persons and their points at once.

Poses poses_in_outputs(const BoxReader& reader, const std::vector<cv::Mat>& outputs,
                       const Placement& placement) {
  const Decoded decoded = reader.decode(outputs);
  Poses poses;
  for (const Candidate& one : reader.choose(decoded, placement)) {
    const int columns = decoded.extras.cols;
    if (columns == 0 || columns % 3 != 0) {
      throw Error(Status::argument, "a box has " + std::to_string(columns) +
                                        " numbers besides its classes, which are no x, y and "
                                        "confidence of keypoints: correct 'num_classes' or 'head'");
    }
    poses.points = static_cast<std::size_t>(columns / 3);
    poses.found.add(corners_of(one.box), one.score, one.class_index);
    const float* const numbers = decoded.extras.ptr<float>(one.row);
    for (int k = 0; k < columns; k += 3) {
      const cv::Point2d point = point_in_image({numbers[k], numbers[k + 1]}, placement);
      poses.keypoints.insert(poses.keypoints.end(), {static_cast<float>(point.x),
                                                     static_cast<float>(point.y), numbers[k + 2]});
    }
  }
  return poses;
}

// Loading.

std::unique_ptr<PersonSource> source_of(const BoxFileOptions& file,
                                        const std::optional<PersonDetectorMap>& detector,
                                        int threads, const assay::Context& context) {
  if (file.images && !file.boxes) {
    throw Error(Status::argument, "'boxes_images' has a meaning only beside 'boxes'");
  }
  if (detector && file.boxes) {
    throw Error(Status::argument, "persons are found by 'detector' or listed in 'boxes': give one");
  }
  if (detector) return persons_detected(options_of(*detector, threads), context);
  if (!file.boxes) return whole_image();
  return persons_listed(file);
}

void require_plain_input(const InputOptions& input) {
  if (input.resize == "stretch") return;
  throw Error(Status::argument,
              "'resize' has no meaning with head: heatmaps, which cuts each person "
              "out in the shape of 'size': leave it out");
}

std::unique_ptr<Pose> load(const NetworkOptions& network, const InputOptions& input,
                           const DetectionOptions& detection, double box_growth,
                           const BoxFileOptions& file,
                           const std::optional<PersonDetectorMap>& detector,
                           const assay::Context& context) {
  const bool from_heatmaps = detection.head == "heatmaps";
  if (from_heatmaps) require_plain_input(input);
  if (!from_heatmaps && (detector || file.boxes)) {
    throw Error(Status::argument, "head '" + detection.head +
                                      "' finds persons itself: leave out 'detector' and 'boxes'");
  }
  auto made = std::make_unique<Pose>(
      Pose{{Network(network, context), Preprocessor(input), {}}, {}, {}, box_growth});
  Pipeline& pipeline = made->pipeline;
  if (from_heatmaps) {
    made->persons = source_of(file, detector, network.threads, context);
    pipeline.outputs = pipeline.network.choose_outputs(detection.outputs, false);
    return made;
  }
  DetectionOptions options = detection;
  options.classes = detection.classes.value_or(1);
  made->reader.emplace(options, pipeline.preprocessor.size());
  pipeline.outputs =
      pipeline.network.choose_outputs(detection.outputs, made->reader->reads_several_outputs());
  return made;
}

std::vector<Poses> predict(Pose& model, const std::vector<assay::Datapoint>& datapoints,
                           const assay::Context& context) {
  if (model.persons) {
    return run_each<Poses>(datapoints, context, [&](const assay::Datapoint& datapoint) {
      return poses_around_boxes(model, datapoint);
    });
  }
  return run_batch<Poses>(model.pipeline, datapoints, context,
                          [&](const auto& outputs, const Placement& placement) {
                            return poses_in_outputs(*model.reader, outputs, placement);
                          });
}

constexpr auto kHead = assay::param<&DetectionOptions::head>("head")
                           .optional("heatmaps")
                           .choices("heatmaps", "yolov8", "yunet")
                           .doc("how the outputs are read");
constexpr auto kPoseClasses =
    assay::param<&DetectionOptions::classes>("num_classes")
        .at_least(1)
        .doc("yolov8: how many classes come before the keypoints; 1 unless told");
constexpr auto kBoxGrowth =
    assay::param("box_growth")
        .optional(1.25)
        .between(0.1, 10)
        .doc(
            "heatmaps: how much larger than a person's box, widened to the shape of 'size', the "
            "crop is");
constexpr auto kBoxes = assay::param<&BoxFileOptions::boxes>("boxes").doc(
    "heatmaps: a COCO file of annotations or results with the persons' boxes");
constexpr auto kBoxesImages =
    assay::param<&BoxFileOptions::images>("boxes_images")
        .doc("the COCO annotation file that names the images, where 'boxes' holds results");
constexpr auto kBoxesCategory = assay::param<&BoxFileOptions::category>("boxes_category")
                                    .optional(1)
                                    .at_least(0)
                                    .doc("id of the category whose boxes of 'boxes' are persons");
constexpr auto kBoxesThreshold = assay::param<&BoxFileOptions::threshold>("boxes_threshold")
                                     .optional(0.0)
                                     .between(0, 1)
                                     .doc("boxes of 'boxes' must score at least this");

}  // namespace
}  // namespace opencv_dnn

using namespace opencv_dnn;

ASSAY_PLUGIN(assay::About{"org.assay.opencv_dnn.pose", "OpenCV dnn pose", "1.0.0",
                          "the assay authors", nullptr, "Apache-2.0"},
             assay::load<&load>("load", kWeights, kConfig, kThreads, kBatched, kSize, kResize,
                                kShortSide, kFill, kColour, kScale, kMean, kStd, kHead, kOutputs,
                                kScoreThreshold, kNmsIou, kCandidates, kTopK, kStrides,
                                kPoseClasses, kBoxGrowth, kBoxes, kBoxesImages, kBoxesCategory,
                                kBoxesThreshold, kPersonDetector)
                 .doc("a network for keypoints in ONNX, Darknet or Caffe format")
                 .devices(assay::DeviceType::cpu, assay::DeviceType::cuda),
             assay::predict<&predict>("predict", assay::param("model"), assay::param("datapoints"))
                 .doc("keypoints, scores, classes and, unless the whole image is one person, boxes")
                 .devices(assay::DeviceType::cpu, assay::DeviceType::cuda)
                 .colors(assay::Color::rgb, assay::Color::bgr));
