// SPDX-License-Identifier: Apache-2.0
// The objects of a data set, image by image, as transformations move them.
#pragma once

#include <vector>

#include "core/dataset/dataset.hpp"
#include "core/stress/annotation/object.hpp"

namespace assay::stress {

/// Of each of the first `count` datapoints; in the annotations' order. `category_id` of the result
/// is an index into Dataset::categories, `annotation` one into InstanceTruth::annotations. The data
/// set has objects.
std::vector<std::vector<Object>> objects_of(const dataset::Dataset& dataset, std::size_t count);

/// A mask of another size than its image (which may have been turned by its EXIF orientation) is of
/// no use; its box is. Gives how many were dropped.
std::size_t drop_unfit_masks(std::vector<Object>& objects, image::Size size);

}  // namespace assay::stress
