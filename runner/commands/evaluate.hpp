// SPDX-License-Identifier: Apache-2.0
// `assay evaluate`.
#pragma once

#include <string>
#include <vector>

#include "core/definition/definition.hpp"
#include "core/pipeline/evaluate.hpp"
#include "core/pipeline/supervision.hpp"
#include "runner/commands/command_line.hpp"

namespace assay::runner {

/// What is evaluated. The definition must outlive it.
struct Evaluation {
  const definition::Definition& definition;
  const definition::Model& model;
  const definition::Dataset& dataset;
};

/// What a baseline of the definition names.
Evaluation evaluation_of(const definition::Definition& definition,
                         const definition::Baseline& baseline);

/// Of --output and options that run_options() lists.
pipeline::EvaluateOptions evaluate_options(const ParsedOptions& options);

/// For a process that a supervisor watches: what a restarted one finds in its directory goes on.
pipeline::EvaluateOptions supervised(pipeline::EvaluateOptions options,
                                     const pipeline::Supervision& supervision);

/// Evaluates and prints the table; gives the exit code by the verdict. `progress`: a bar on stderr.
int evaluate_and_print(const Evaluation& evaluation, pipeline::EvaluateOptions options,
                       bool progress);

/// Runs the command with the arguments after its name; gives the exit code: 0 or 1 by the verdict.
/// Throws Error.
int run_evaluate(const std::vector<std::string>& arguments,
                 const pipeline::Supervision& supervision);

}  // namespace assay::runner
