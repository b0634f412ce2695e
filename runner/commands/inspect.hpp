// SPDX-License-Identifier: Apache-2.0
// assay inspect: what a plugin offers and what its file is, without running it.
#pragma once

#include <string>
#include <vector>

namespace assay::runner {

/// Returns the exit code. Throws Error.
int run_inspect(const std::vector<std::string>& arguments);

}  // namespace assay::runner
