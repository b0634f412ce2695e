// SPDX-License-Identifier: Apache-2.0
// Gates of stress runs.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "core/definition/definition.hpp"
#include "core/report/stress_results.hpp"
#include "core/stress/domain/domain.hpp"

namespace assay::pipeline {

inline constexpr std::string_view kFailureProbability = "failure_probability";

/// "boundary.<transformation>.<axis>".
bool is_on_boundary(const definition::Gate& gate);

/// Whether the domain has its axis, and that is a strength: other domains' runs judge it.
bool is_on_boundary_in(const definition::Gate& gate, const stress::Domain& domain);

/// Refuses gates on boundaries that no run in any of these domains can judge, with
/// Error{definition} at their place.
void check_boundary_gates(const definition::Definition& definition,
                          std::span<const stress::Domain> domains);

/// Judges the definition's gates that are of stress runs in this domain. What is compared is what a
/// sample of that size proves, not its estimate: of `failure_probability` the upper end of the
/// exact one-sided interval, of `boundary.<axis>` the exact one-sided lower bound of the change
/// that half of the images stand, on the side that stands less. Not defined where nothing was
/// measured, or where the model is right about nothing to begin with: then the gate fails.
std::vector<report::Gate> judge_stress_gates(const std::vector<definition::Gate>& gates,
                                             const stress::Domain& domain,
                                             const report::StressResults& results);

}  // namespace assay::pipeline
