// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/dataset/dataset.hpp"
#include "core/dataset/reading.hpp"

namespace assay::dataset {

/// Classification data where a CSV file says each image's class. The header names the columns, in
/// any order: `file`, and `class_index` (or `index`) or `wnid` (or `class`) or both; others are not
/// read. With indices the categories' ids are these, else positions in the sorted list of wnids. A
/// class has the same index and the same wnid everywhere, and a file is there once, or the table is
/// refused.
Dataset load_label_table(const definition::Dataset& spec, Reading& reading);

}  // namespace assay::dataset
