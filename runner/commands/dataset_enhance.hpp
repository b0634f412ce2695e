// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace assay::runner {

/// assay dataset enhance DEFINITION (--domain NAME | --findings FILE) -o DIR ...: returns the exit
/// code.
int run_dataset_enhance(const std::vector<std::string>& arguments);

}  // namespace assay::runner
