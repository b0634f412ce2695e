// SPDX-License-Identifier: Apache-2.0
// The class of each pixel of an image, read from the image file that says it.
#pragma once

#include <cstdint>
#include <vector>

#include "core/dataset/dataset.hpp"

namespace assay::dataset {

struct LabelMap {
  ImageSize size;
  /// [height, width]: index into Dataset::categories, or -1 for a pixel that counts nowhere.
  std::vector<std::int32_t> classes;
};

/// What is wrong with a PNG of colours.
inline constexpr const char* kColoursNotLabels =
    "has colours, not labels; convert it to palette or grey with one number for each class";

/// Whether the data set's truth is the class of each pixel.
bool has_label_maps(const Dataset& dataset);

/// That of one datapoint, of a data set that has_label_maps(). Throws Error{dataset} naming the
/// file where it cannot be read, is not a PNG of labels (palette indices or grey; colours are
/// identifiers in panoptic files only), or has a label that is neither a class nor ignored. Safe
/// from any number of threads.
LabelMap read_label_map(const Dataset& dataset, std::size_t datapoint);

}  // namespace assay::dataset
