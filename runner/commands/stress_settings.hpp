// SPDX-License-Identifier: Apache-2.0
// How a stress test is to be run: what a definition's test says, and what options say instead.
#pragma once

#include "core/pipeline/stress/stress_run.hpp"
#include "core/stress/operators/catalogue.hpp"
#include "runner/commands/command_line.hpp"

namespace assay::runner {

/// As the test says. Throws Error{definition} at the test where its search or score is none.
pipeline::StressSettings settings_of(const definition::Definition& definition,
                                     const definition::StressTest& test);

/// What options state goes before. Throws Error{usage}.
pipeline::StressSettings with_options(pipeline::StressSettings settings,
                                      const ParsedOptions& options);

/// Refuses what no run of the definition's tests could do, before any runs: with Error{definition}
/// domains at fault, a search or score that is none and gates on boundaries that no domain has.
/// `besides` is a domain that the definition may not name; may be null.
void check_stress(const definition::Definition& definition, const stress::Domain* besides,
                  const stress::Catalogue& catalogue);

}  // namespace assay::runner
