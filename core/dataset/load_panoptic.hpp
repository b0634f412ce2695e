// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/dataset/dataset.hpp"

namespace assay::dataset {

/// COCO's panoptic format: a JSON file whose annotations have `segments_info`, and for each image
/// a PNG of segment ids in masks_url, or where that is not stated in the folder that is called as
/// the JSON file is, without its extension.
/// For SemanticSegmentation the truth is the class of each pixel: crowds, and pixels of no segment,
/// count nowhere. For other tasks it is the objects: segments of categories with `isthing`, their
/// outlines taken from the PNGs where InstanceSegmentation wants them.
Dataset load_panoptic(const definition::Dataset& spec, definition::ProblemType task);

}  // namespace assay::dataset
