// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/dataset/dataset.hpp"
#include "core/dataset/reading.hpp"

namespace assay::dataset {

/// A CSV file with numbers for each image. The first line names the columns, in any order: `file`,
/// and one for each number that a model should give, in their order. A file is there once. With
/// `categories`, these are the columns to take, in that order; others are not read.
Dataset load_regression(const definition::Dataset& spec, Reading& reading);

}  // namespace assay::dataset
