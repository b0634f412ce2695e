// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/dataset/lint/lint.hpp"

namespace assay::dataset::lint {

/// All formats but COCO's: what their readers refuse, and rules about what they could read.
void check_read(const definition::Dataset& spec, definition::ProblemType task,
                const Options& options, Report& report);

}  // namespace assay::dataset::lint
