// SPDX-License-Identifier: Apache-2.0
// `assay evaluate`.
#pragma once

#include <string>
#include <vector>

#include "core/pipeline/supervision.hpp"

namespace assay::runner {

/// Runs the command with the arguments after its name; gives the exit code: 0 or 1 by the verdict.
/// Throws Error.
int run_evaluate(const std::vector<std::string>& arguments,
                 const pipeline::Supervision& supervision);

}  // namespace assay::runner
