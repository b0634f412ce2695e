// SPDX-License-Identifier: Apache-2.0
// `assay score`: evaluates predictions that were made elsewhere.
#pragma once

#include <string>
#include <vector>

namespace assay::runner {

/// Runs the command with the arguments after its name; gives the exit code. Throws Error.
int run_score(const std::vector<std::string>& arguments);

}  // namespace assay::runner
