// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include "core/dataset/dataset.hpp"

namespace assay::pipeline {

/// Looks at the files that the truth of the first `count` datapoints is in, before anything runs:
/// labels that cannot be read or are of another size than their image, masks of another size, and
/// targets that are missing or damaged. Throws Error{dataset} with all of them.
void check_truth_files(const dataset::Dataset& dataset, const definition::Dataset& spec,
                       std::size_t count);

}  // namespace assay::pipeline
