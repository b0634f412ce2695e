// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/pipeline/evaluate.hpp"
#include "core/pipeline/supervision.hpp"
#include "core/stress/operators/catalogue.hpp"
#include "runner/commands/command_line.hpp"

namespace assay::runner {

/// A test of a definition, which must outlive it.
struct ChosenTest {
  const definition::Definition& definition;
  const definition::StressTest& test;
  const stress::Catalogue& catalogue;
};

/// Runs it with these options and prints the result. Gives the exit code.
int stress_and_print(const ChosenTest& chosen, pipeline::EvaluateOptions run,
                     const ParsedOptions& options);

/// assay stress DEFINITION ...: search a domain for what breaks a model.
int run_stress(const std::vector<std::string>& arguments, const pipeline::Supervision& supervision);

}  // namespace assay::runner
