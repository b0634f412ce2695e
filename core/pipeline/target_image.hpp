// SPDX-License-Identifier: Apache-2.0
// The image that a model should have returned, read from its file.
#pragma once

#include <cstddef>

#include "core/dataset/dataset.hpp"
#include "core/evaluation/image_to_image.hpp"
#include "core/image/pixels.hpp"

namespace assay::pipeline {

/// Its size, upright. Throws Error{dataset} naming the file where that is no image.
image::Size target_size(const dataset::Dataset& dataset, const definition::Dataset& spec,
                        std::size_t datapoint);

/// Its pixels. Throws the same.
evaluation::TargetPixels read_target(const dataset::Dataset& dataset,
                                     const definition::Dataset& spec, std::size_t datapoint,
                                     image::PixelFormat format);

}  // namespace assay::pipeline
