// SPDX-License-Identifier: Apache-2.0
// summary.json: the contract with scripts and CI. Keys are only ever added.
#pragma once

#include <string>

#include "core/report/results.hpp"

namespace assay::report {

/// Schema 1. Metrics that are not defined are null, COCO's -1 stays -1; `failures` has the first
/// 100; a gate has `min` and `max` only where it sets them.
std::string summary_json(const RunResults& results);

}  // namespace assay::report
