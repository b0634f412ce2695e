// SPDX-License-Identifier: Apache-2.0
// From a datapoint's file to pixels in the model's memory.
#pragma once

#include <optional>
#include <utility>

#include "core/dataset/dataset.hpp"
#include "core/definition/definition.hpp"
#include "core/pipeline/image_feed.hpp"
#include "core/predict/predictor.hpp"

namespace assay::pipeline {

struct LoadOptions {
  definition::Exif exif = definition::Exif::apply;
  predict::Color color = predict::Color::rgb;
  std::optional<std::pair<int, int>> resize_to;  // width, height of what the model sees
};

/// Loads datapoints of `dataset` into `store`; both must outlive the result. A file that cannot be
/// read or decoded is a Failure of kind image_unreadable.
LoadImage image_loader(const dataset::Dataset& dataset, predict::PixelStore& store,
                       const LoadOptions& options);

}  // namespace assay::pipeline
