// SPDX-License-Identifier: Apache-2.0
// What `assay evaluate` prints: the result at a glance, at most 100 columns, plain text.
#pragma once

#include <string>

#include "core/report/results.hpp"

namespace assay::report {

/// Lines with their newlines; the last one is the verdict. Shows the first ten failures.
std::string text_table(const RunResults& results);

}  // namespace assay::report
