// SPDX-License-Identifier: Apache-2.0
// `assay run`: every baseline of a definition, one exit code.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/pipeline/supervision.hpp"
#include "runner/ended.hpp"

namespace assay::runner {

/// Runs one evaluation in a process of its own; returns in both processes.
using Supervise = std::function<Ended(const std::function<int(const pipeline::Supervision&)>&)>;

/// Runs the command with the arguments after its name. Baselines follow each other, each in a
/// directory of its own below DIR; one that fails, or whose process is killed, does not stop the
/// next, an interrupt does. Gives the code of the first baseline that could not be evaluated, else
/// 1 when a gate failed; after an interrupt before the last one was done, how that ended.
/// Throws Error.
Ended run_all(const std::vector<std::string>& arguments, const Supervise& supervise);

/// A name as a folder: bytes other than letters, digits, '.', '_' and '-' as %XX, so that different
/// names are different folders and none leads elsewhere.
std::string folder_name(const std::string& name);

}  // namespace assay::runner
