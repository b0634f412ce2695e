// SPDX-License-Identifier: Apache-2.0
// `assay run`: every baseline of a definition, one exit code.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/pipeline/supervision.hpp"

namespace assay::runner {

/// Runs one evaluation in a process of its own and gives its exit code; returns in both processes.
using Supervise = std::function<int(const std::function<int(const pipeline::Supervision&)>&)>;

/// Runs the command with the arguments after its name. Baselines follow each other, each in a
/// directory of its own below DIR; one that fails does not stop the next. Gives the exit code: that
/// of the first baseline that could not be evaluated, else 1 when a gate failed. Throws Error.
int run_all(const std::vector<std::string>& arguments, const Supervise& supervise);

/// A name as a folder: bytes other than letters, digits, '.', '_' and '-' as %XX, so that different
/// names are different folders and none leads elsewhere.
std::string folder_name(const std::string& name);

}  // namespace assay::runner
