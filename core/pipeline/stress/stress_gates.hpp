// SPDX-License-Identifier: Apache-2.0
// Gates of stress runs.
#pragma once

#include "core/definition/definition.hpp"
#include "core/report/stress_results.hpp"
#include "core/stress/domain/domain.hpp"

namespace assay::pipeline {

/// "boundary.<transformation>.<axis>".
bool is_on_boundary(const definition::Gate& gate);

/// Refuses gates on the boundary of an axis that the domain has not, or that is no strength, with
/// Error{definition} at their place.
void check_stress_gates(const definition::Definition& definition, const stress::Domain& domain);

/// Judges the definition's gates that are of stress runs. What is compared is what a sample of that
/// size proves, not its estimate: of `failure_probability` the upper end of the exact one-sided
/// interval, of `boundary.<axis>` the exact one-sided lower bound of the change that half of the
/// images stand, on the side that stands less. Not defined where nothing was measured, or where the
/// model is right about nothing to begin with: then the gate fails.
std::vector<report::Gate> judge_stress_gates(const std::vector<definition::Gate>& gates,
                                             const report::StressResults& results);

}  // namespace assay::pipeline
