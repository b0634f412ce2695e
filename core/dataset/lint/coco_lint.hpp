// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/dataset/lint/lint.hpp"

namespace assay::dataset::lint {

/// COCO's instances and keypoints. The file is read twice: for images and categories, which it may
/// have at its end, and for annotations. Throws FileFault where it has another form.
void check_coco(const definition::Dataset& spec, definition::ProblemType task,
                const Options& options, Report& report);

}  // namespace assay::dataset::lint
