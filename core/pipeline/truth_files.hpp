// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/dataset/dataset.hpp"

namespace assay::pipeline {

/// Looks at the headers of the files that the truth is in, before anything runs: labels and masks
/// of another size than their images, which nothing could be compared with, and targets that are
/// missing. Throws Error{dataset} with all of them.
void check_truth_files(const dataset::Dataset& dataset, const definition::Dataset& spec);

}  // namespace assay::pipeline
