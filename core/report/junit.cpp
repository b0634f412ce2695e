// SPDX-License-Identifier: Apache-2.0
#include "core/report/junit.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/report/junit_suite.hpp"
#include "core/report/number.hpp"

namespace assay::report {
namespace {

/// Model and data set, without the dots that CI systems split names at.
std::string class_name(const RunResults& results) {
  std::string name = results.model + " on " + results.dataset;
  std::replace(name.begin(), name.end(), '.', '_');
  return name;
}

JunitSuite gate_suite(const RunResults& results) {
  JunitSuite suite("gates");
  for (const Gate& gate : results.gates) {
    if (gate.pass) {
      suite.pass(class_name(results), condition_of(gate));
    } else {
      suite.fail(class_name(results), condition_of(gate), "gate",
                 fmt::format("{} is {}", gate.metric, shown_value(gate)));
    }
  }
  return suite;
}

JunitSuite datapoint_suite(const RunResults& results) {
  JunitSuite suite("datapoints");
  for (const Failure& failure : results.failures) {
    suite.fail(class_name(results), failure.datapoint, predict::name_of(failure.kind),
               failure.message);
  }
  return suite;
}

}  // namespace

std::string junit_xml(const RunResults& results) {
  return junit_document({gate_suite(results), datapoint_suite(results)});
}

}  // namespace assay::report
