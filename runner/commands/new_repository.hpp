// SPDX-License-Identifier: Apache-2.0
// assay new: a model repository to start from.
#pragma once

#include <string>
#include <vector>

namespace assay::runner {

/// Returns the exit code. Throws Error.
int run_new(const std::vector<std::string>& arguments);

}  // namespace assay::runner
