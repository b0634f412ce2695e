// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace assay::runner {

/// assay dataset check DEFINITION [--dataset D] ...: 65 when there is an error in the data, 0 with
/// warnings only or nothing.
int run_dataset_check(const std::vector<std::string>& arguments);

}  // namespace assay::runner
