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

}  // namespace assay::stress
