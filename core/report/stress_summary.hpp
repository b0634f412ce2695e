// SPDX-License-Identifier: Apache-2.0
// summary.json of a stress run, and what `assay stress` prints. Keys are only ever added.
#pragma once

#include <string>

#include "core/report/stress_results.hpp"

namespace assay::report {

/// Schema 1: as summary_json(), with `stress` in place of `metrics`.
std::string stress_summary_json(const StressResults& results);

/// findings.jsonl: one a line.
std::string finding_lines(const std::vector<StressFinding>& findings);

/// Lines with their newlines; the last one is the verdict. Shows the first findings.
std::string stress_text(const StressResults& results);

}  // namespace assay::report
