// SPDX-License-Identifier: Apache-2.0
// What `assay check` says of predictions: their fields, as a line each.
#pragma once

#include <string>

#include "core/predict/outcome.hpp"

namespace assay::report {

/// "boxes f32 [12,4], classes i64 [12]", or "invalid_output: boxes: has NaN".
std::string outcome_text(const predict::Outcome& outcome);

}  // namespace assay::report
