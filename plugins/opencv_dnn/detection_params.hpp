// SPDX-License-Identifier: Apache-2.0
// The parameters that all modules that find boxes share; each says itself which heads it reads.
#pragma once

#include <assay/sdk.hpp>

#include "detection.hpp"

namespace opencv_dnn {

inline constexpr auto kOutputs = assay::param<&DetectionOptions::outputs>("outputs").optional().doc(
    "names of the outputs to read, where there are several");
inline constexpr auto kScoreThreshold =
    assay::param<&DetectionOptions::score_threshold>("score_threshold")
        .optional(0.25)
        .between(0, 1)
        .doc("boxes must score more than this");
inline constexpr auto kNmsIou =
    assay::param<&DetectionOptions::nms_iou>("nms_iou").optional(0.45).between(0, 1).doc(
        "of two boxes of a class that overlap more, the better is kept");
inline constexpr auto kCandidates =
    assay::param<&DetectionOptions::candidates>("candidates")
        .optional("all")
        .choices("all", "best")
        .doc("all classes of a box above the threshold, or its best one");
inline constexpr auto kTopK =
    assay::param<&DetectionOptions::top_k>("top_k").optional(300).at_least(1).doc(
        "the most boxes for an image");
inline constexpr auto kStrides = assay::param<&DetectionOptions::strides>("strides")
                                     .optional({8, 16, 32})
                                     .at_least(1)
                                     .doc("yolox, yunet: pixels for each cell of their grids");
inline constexpr auto kClasses =
    assay::param<&DetectionOptions::classes>("num_classes")
        .at_least(1)
        .doc("yolov5, yolov8: where columns that are no classes follow, e.g. for masks");

}  // namespace opencv_dnn
