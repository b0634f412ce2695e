// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace assay::runner {

/// assay dataset check | convert | enhance ...: returns the exit code.
int run_dataset(const std::vector<std::string>& arguments);

}  // namespace assay::runner
