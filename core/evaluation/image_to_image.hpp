// SPDX-License-Identifier: Apache-2.0
// From the image that a model returned to how much it is like the one that it should have.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/dataset/dataset.hpp"
#include "core/evaluation/coco_summary.hpp"
#include "core/image/pixels.hpp"
#include "core/predict/outcome_stream.hpp"

namespace assay::evaluation {

/// u8, [height, width, channels], rows from the top without padding.
struct TargetPixels {
  image::Size size;
  std::vector<std::uint8_t> values;
};
/// Gives the target of a datapoint (by its place in the data set) in the colours that the model
/// returned: gray, rgb or rgba for 1, 3 or 4 channels.
using TargetOf = std::function<TargetPixels(std::size_t index, image::PixelFormat format)>;

/// What is wrong with a prediction, or nullopt: `image_output` is not there, not u8, or not
/// [height, width, 1, 3 or 4] with the target's height and width, where there is a target. Make a
/// Failure of kind invalid_output of it.
std::optional<std::string> fault_in_image(const predict::Prediction& prediction,
                                          std::optional<image::Size> target);

/// The image that was returned, or nullopt where `image_output` is none: u8, [height, width, 1, 3
/// or 4]. Lives as long as the prediction.
std::optional<image::PixelView> returned_image(const predict::Prediction& prediction);

struct ComparedDatapoint {
  std::size_t index = 0;  // in the data set
  double psnr = 0;        // dB, at most kHighestPsnr
  std::optional<double> ssim;
};

/// No image counts for more, so that one that equals its target does not make a mean infinite.
constexpr double kHighestPsnr = 100;

/// The group "image": psnr in dB and ssim (picture_distance.hpp), means over the images; not
/// defined of none. Images too small for a window have no ssim and are not in its mean.
struct ImageResult {
  Summary evaluated;
  Summary failed_as_empty;  // a failed datapoint has psnr 0 (wrong by the whole range) and ssim 0
  std::vector<ComparedDatapoint> datapoints;  // evaluated ones, in the data set's order
};

/// Outcomes stand in the data set's order, one for each datapoint that was to be predicted.
/// Requires fault_in_image() to be silent on each prediction, else throws Error{plugin}.
ImageResult evaluate_images(const dataset::Dataset& dataset, const predict::OutcomeStream& outcomes,
                            const TargetOf& target);

}  // namespace assay::evaluation
