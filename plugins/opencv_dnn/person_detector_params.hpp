// SPDX-License-Identifier: Apache-2.0
// The detector of persons that `pose` may bring: one map in the definition, with the names of
// detector:load.
#pragma once

#include <assay/sdk.hpp>

#include "persons.hpp"

namespace opencv_dnn {

/// As the map is written; a param of the SDK fills members of one struct only.
struct PersonDetectorMap {
  std::filesystem::path weights;
  std::optional<std::filesystem::path> config;
  std::array<int, 2> size = {};
  std::string resize;
  int fill = 0;
  std::string colour;
  double scale = 1;
  std::array<double, 3> mean = {};
  std::array<double, 3> std = {};
  std::string head;
  std::vector<std::string> outputs;
  std::vector<int> strides;
  std::optional<int> num_classes;
  int person_class = 0;
  float score_threshold = 0;
  double nms_iou = 0;
  std::uint32_t top_k = 0;
};

/// `threads` are OpenCV's, of both networks.
inline PersonDetectorOptions options_of(const PersonDetectorMap& map, int threads) {
  PersonDetectorOptions options;
  options.network = {map.weights, map.config, threads, false};
  options.input = {map.size,   map.resize, std::nullopt, map.fill,
                   map.colour, map.scale,  map.mean,     map.std};
  options.detection.head = map.head;
  options.detection.outputs = map.outputs;
  options.detection.score_threshold = map.score_threshold;
  options.detection.nms_iou = map.nms_iou;
  options.detection.top_k = map.top_k;
  options.detection.strides = map.strides;
  options.detection.classes = map.num_classes;
  options.person_class = map.person_class;
  return options;
}

inline constexpr auto kPersonDetector =
    assay::param("detector")
        .optional()
        .members(
            assay::param<&PersonDetectorMap::weights>("weights").doc("the detector's network"),
            assay::param<&PersonDetectorMap::config>("config").doc("its .cfg or .prototxt"),
            assay::param<&PersonDetectorMap::size>("size").between(1, 8192).doc(
                "width and height of its input"),
            assay::param<&PersonDetectorMap::resize>("resize")
                .optional("stretch")
                .choices("stretch", "letterbox_topleft", "letterbox_centred")
                .doc("how an image is made to fit 'size'"),
            assay::param<&PersonDetectorMap::fill>("fill").optional(114).between(0, 255).doc(
                "letterbox: value of the border"),
            assay::param<&PersonDetectorMap::colour>("colour")
                .optional("rgb")
                .choices("rgb", "bgr")
                .doc("order of its channels"),
            assay::param<&PersonDetectorMap::scale>("scale").optional(1.0).doc(
                "input = (pixel * scale - mean) / std"),
            assay::param<&PersonDetectorMap::mean>("mean")
                .optional({0.0, 0.0, 0.0})
                .doc("in channel order"),
            assay::param<&PersonDetectorMap::std>("std")
                .optional({1.0, 1.0, 1.0})
                .doc("in channel order"),
            assay::param<&PersonDetectorMap::head>("head")
                .choices("darknet_region", "yolox", "yolov5", "yolov8", "yunet", "fastestdet")
                .doc("how its outputs are read"),
            assay::param<&PersonDetectorMap::outputs>("outputs").optional().doc(
                "names of the outputs to read, where there are several"),
            assay::param<&PersonDetectorMap::strides>("strides")
                .optional({8, 16, 32})
                .at_least(1)
                .doc("yolox, yunet: pixels for each cell of its grids"),
            assay::param<&PersonDetectorMap::num_classes>("num_classes")
                .at_least(1)
                .doc("yolov5, yolov8: where columns that are no classes follow"),
            assay::param<&PersonDetectorMap::person_class>("class").optional(0).at_least(0).doc(
                "index of the class of persons"),
            assay::param<&PersonDetectorMap::score_threshold>("score_threshold")
                .optional(0.25)
                .between(0, 1)
                .doc("boxes must score more than this"),
            assay::param<&PersonDetectorMap::nms_iou>("nms_iou").optional(0.45).between(0, 1).doc(
                "of two boxes of a class that overlap more, the better is kept"),
            assay::param<&PersonDetectorMap::top_k>("top_k").optional(300).at_least(1).doc(
                "the most boxes for an image, of all classes"))
        .doc("heatmaps: the network that finds the persons, with the inputs of detector:load");

}  // namespace opencv_dnn
