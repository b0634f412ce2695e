// SPDX-License-Identifier: Apache-2.0
// assay check: does a definition hold together, and with --runtime, does the model work?
#pragma once

#include <string>
#include <vector>

namespace assay::runner {

/// Returns the exit code. Throws Error.
int run_check(const std::vector<std::string>& arguments);

}  // namespace assay::runner
