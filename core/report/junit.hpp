// SPDX-License-Identifier: Apache-2.0
// junit.xml: the run as test cases, for CI that shows such files.
#pragma once

#include <string>

#include "core/report/results.hpp"

namespace assay::report {

/// Two suites: each gate is a test case, and so is each datapoint that failed.
std::string junit_xml(const RunResults& results);

}  // namespace assay::report
