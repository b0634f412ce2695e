// SPDX-License-Identifier: Apache-2.0
// junit.xml: the run as test cases, for CI that shows such files.
#pragma once

#include <string>

#include "core/report/results.hpp"
#include "core/report/stress_results.hpp"

namespace assay::report {

/// Two suites: each gate is a test case, and so is each datapoint that failed.
std::string junit_xml(const RunResults& results);

/// The same; datapoints are those without an answer to the image itself.
std::string junit_xml(const StressResults& results);

}  // namespace assay::report
