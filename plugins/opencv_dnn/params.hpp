// SPDX-License-Identifier: Apache-2.0
// The parameters that all modules of this plugin share.
#pragma once

#include <assay/sdk.hpp>

#include "network.hpp"
#include "preprocess.hpp"

namespace opencv_dnn {

inline constexpr auto kWeights = assay::param<&NetworkOptions::weights>("weights").doc(
    "the network: .onnx, .weights (Darknet) or .caffemodel");
inline constexpr auto kConfig =
    assay::param<&NetworkOptions::config>("config").doc("its .cfg (Darknet) or .prototxt (Caffe)");
inline constexpr auto kThreads =
    assay::param<&NetworkOptions::threads>("threads").optional(1).between(1, 256).doc(
        "of OpenCV; another number may change the last bits of results");

inline constexpr auto kBatched =
    assay::param<&NetworkOptions::batched>("batched").optional(false).doc(
        "one forward for the whole batch; the batch size may then change the last bits of results");

inline constexpr auto kSize = assay::param<&InputOptions::size>("size").between(1, 8192).doc(
    "width and height of the network's input");
inline constexpr auto kResize =
    assay::param<&InputOptions::resize>("resize")
        .optional("stretch")
        .choices("stretch", "letterbox_topleft", "letterbox_centred", "crop")
        .doc("how an image is made to fit 'size'");
inline constexpr auto kShortSide =
    assay::param<&InputOptions::short_side>("short_side")
        .between(1, 8192)
        .doc("crop: the image's shorter side before 'size' is cut from its middle");
inline constexpr auto kFill =
    assay::param<&InputOptions::fill>("fill").optional(114).between(0, 255).doc(
        "letterbox: value of the border");
inline constexpr auto kColour = assay::param<&InputOptions::colour>("colour")
                                    .optional("rgb")
                                    .choices("rgb", "bgr", "gray")
                                    .doc("the network's channels and their order");
inline constexpr auto kScale = assay::param<&InputOptions::scale>("scale").optional(1.0).doc(
    "input = (pixel * scale - mean) / std");
inline constexpr auto kMean =
    assay::param<&InputOptions::mean>("mean").optional({0.0, 0.0, 0.0}).doc("in channel order");
inline constexpr auto kStd =
    assay::param<&InputOptions::std>("std").optional({1.0, 1.0, 1.0}).doc("in channel order");

}  // namespace opencv_dnn
