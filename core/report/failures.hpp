// SPDX-License-Identifier: Apache-2.0
// failures.jsonl: every datapoint that could not be evaluated.
#pragma once

#include <string>
#include <vector>

#include "core/report/results.hpp"

namespace assay::report {

/// {"datapoint": ..., "kind": ..., "message": ...} a line, in the given order. Bytes that are not
/// UTF-8 become U+FFFD.
std::string failure_lines(const std::vector<Failure>& failures);

}  // namespace assay::report
