// SPDX-License-Identifier: Apache-2.0
// `assay stress --replay`: do the findings of a run have their score again?
#pragma once

#include "core/definition/definition.hpp"
#include "core/pipeline/evaluate.hpp"
#include "runner/commands/command_line.hpp"

namespace assay::runner {

/// Prints each finding with its score then and now; gives `gate_failed` where one differs. Throws
/// Error{usage} where options say what the run does.
int replay_and_print(const definition::Definition& definition, pipeline::EvaluateOptions run,
                     const ParsedOptions& options);

}  // namespace assay::runner
