// SPDX-License-Identifier: Apache-2.0
#include "core/report/junit.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/report/number.hpp"
#include "core/report/text.hpp"

namespace assay::report {
namespace {

/// Model and data set, without the dots that CI systems split names at.
std::string class_name(const RunResults& results) {
  std::string name = results.model + " on " + results.dataset;
  std::replace(name.begin(), name.end(), '.', '_');
  return escape_markup(one_line(name));
}

std::string suite_start(std::string_view name, std::size_t tests, std::size_t failures) {
  return fmt::format("  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"0\">\n", name,
                     tests, failures);
}

std::string case_start(const std::string& in_class, const std::string& name) {
  return fmt::format("    <testcase classname=\"{}\" name=\"{}\"", in_class,
                     escape_markup(one_line(name)));
}

std::string failed_case(std::string_view type, const std::string& message) {
  return fmt::format(">\n      <failure type=\"{}\" message=\"{}\"/>\n    </testcase>\n", type,
                     escape_markup(one_line(message)));
}

std::string gate_suite(const RunResults& results) {
  const auto failed = std::count_if(results.gates.begin(), results.gates.end(),
                                    [](const Gate& gate) { return !gate.pass; });
  std::string xml = suite_start("gates", results.gates.size(), static_cast<std::size_t>(failed));
  for (const Gate& gate : results.gates) {
    xml += case_start(class_name(results), condition_of(gate));
    const std::string cause = fmt::format("{} is {}", gate.metric, shown_value(gate));
    xml += gate.pass ? "/>\n" : failed_case("gate", cause);
  }
  return xml + "  </testsuite>\n";
}

std::string datapoint_suite(const RunResults& results) {
  const std::size_t count = results.failures.size();
  std::string xml = suite_start("datapoints", count, count);
  for (const Failure& failure : results.failures) {
    xml += case_start(class_name(results), failure.datapoint);
    xml += failed_case(predict::name_of(failure.kind), failure.message);
  }
  return xml + "  </testsuite>\n";
}

}  // namespace

std::string junit_xml(const RunResults& results) {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"assay\">\n" +
         gate_suite(results) + datapoint_suite(results) + "</testsuites>\n";
}

}  // namespace assay::report
