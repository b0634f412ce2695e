// SPDX-License-Identifier: Apache-2.0
#include "core/report/junit.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/report/junit_suite.hpp"
#include "core/report/number.hpp"

namespace assay::report {
namespace {

/// Without the dots that CI systems split names at.
std::string without_dots(std::string name) {
  std::replace(name.begin(), name.end(), '.', '_');
  return name;
}

JunitSuite gate_suite(const std::string& in_class, const std::vector<Gate>& gates) {
  JunitSuite suite("gates");
  for (const Gate& gate : gates) {
    if (gate.pass) {
      suite.pass(in_class, condition_of(gate));
    } else {
      suite.fail(in_class, condition_of(gate), "gate",
                 fmt::format("{} is {}", gate.metric, shown_value(gate)));
    }
  }
  return suite;
}

JunitSuite datapoint_suite(const std::string& in_class, const std::vector<Failure>& failures) {
  JunitSuite suite("datapoints");
  for (const Failure& failure : failures) {
    suite.fail(in_class, failure.datapoint, predict::name_of(failure.kind), failure.message);
  }
  return suite;
}

}  // namespace

std::string junit_xml(const RunResults& results) {
  const std::string in_class = without_dots(results.model + " on " + results.dataset);
  return junit_document(
      {gate_suite(in_class, results.gates), datapoint_suite(in_class, results.failures)});
}

std::string junit_xml(const StressResults& results) {
  const std::string in_class =
      without_dots(results.model + " on " + results.dataset + " in " + results.domain);
  return junit_document({gate_suite(in_class, results.gates),
                         datapoint_suite(in_class, results.failures_of_baseline)});
}

}  // namespace assay::report
