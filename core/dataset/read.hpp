// SPDX-License-Identifier: Apache-2.0
// Data sets as their files have them, by format: what load_dataset() begins with.
#pragma once

#include "core/dataset/dataset.hpp"
#include "core/dataset/reading.hpp"

namespace assay::dataset {

/// Whether a COCO data set is read as panoptic: only such a file says the class of each pixel.
bool is_panoptic(const definition::Dataset& spec, definition::ProblemType task);

/// Everything of it, also categories and images that a run leaves out. Throws as load_dataset()
/// does; a lenient reading leaves out what is wrong, and still throws (FileFault, Error) where a
/// file is not of its format at all. COCO files are always read strictly.
Dataset read_dataset(const definition::Dataset& spec, definition::ProblemType task,
                     Reading& reading);

}  // namespace assay::dataset
