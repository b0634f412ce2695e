// SPDX-License-Identifier: Apache-2.0
// assay abi-check: does a plugin keep the contract? For CI.
#pragma once

#include <string>
#include <vector>

namespace assay::runner {

/// Returns the exit code: 0 when all conform, else 1. Throws Error.
int run_abi_check(const std::vector<std::string>& arguments);

}  // namespace assay::runner
