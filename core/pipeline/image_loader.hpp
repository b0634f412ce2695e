// SPDX-License-Identifier: Apache-2.0
// From a datapoint's file to pixels in the model's memory.
#pragma once

#include <optional>
#include <utility>

#include "core/dataset/dataset.hpp"
#include "core/definition/definition.hpp"
#include "core/image/decode.hpp"
#include "core/pipeline/image_feed.hpp"
#include "core/pipeline/run_input.hpp"
#include "core/predict/predictor.hpp"

namespace assay::pipeline {

image::PixelFormat format_of(predict::Color color);

/// What a data set says of its images.
image::DecodeRules decode_rules(const definition::Dataset& dataset);
image::DecodeLimits decode_limits(const definition::Dataset& dataset);

struct LoadOptions {
  image::DecodeRules rules;
  image::DecodeLimits limits;
  predict::Color color = predict::Color::rgb;
  std::optional<std::pair<int, int>> resize_to;  // width, height of what the model sees
};

/// For what a run is of, and the model as it is loaded.
LoadOptions load_options(const RunInput& input, const predict::ModelFacts& facts);

/// Loads datapoints of `dataset` into `store`; both must outlive the result. A file that cannot be
/// read or decoded is a Failure of kind image_unreadable.
LoadImage image_loader(const dataset::Dataset& dataset, predict::PixelStore& store,
                       const LoadOptions& options);

}  // namespace assay::pipeline
