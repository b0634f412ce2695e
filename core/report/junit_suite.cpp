// SPDX-License-Identifier: Apache-2.0
#include "core/report/junit_suite.hpp"

#include <fmt/format.h>

#include "core/report/text.hpp"

namespace assay::report {
namespace {

std::string attribute(std::string_view text) {
  return escape_markup(one_line(text));
}

}  // namespace

void JunitSuite::start_case(std::string_view in_class, std::string_view name) {
  ++tests_;
  cases_ += fmt::format("    <testcase classname=\"{}\" name=\"{}\"", attribute(in_class),
                        attribute(name));
}

void JunitSuite::pass(std::string_view in_class, std::string_view name) {
  start_case(in_class, name);
  cases_ += "/>\n";
}

void JunitSuite::fail(std::string_view in_class, std::string_view name, std::string_view type,
                      std::string_view message) {
  start_case(in_class, name);
  ++failures_;
  cases_ += fmt::format(">\n      <failure type=\"{}\" message=\"{}\"/>\n    </testcase>\n", type,
                        attribute(message));
}

std::string JunitSuite::xml() const {
  return fmt::format(
      "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"0\">\n{}  </testsuite>\n",
      attribute(name_), tests_, failures_, cases_);
}

std::string junit_document(const std::vector<JunitSuite>& suites) {
  std::string xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"assay\">\n";
  for (const JunitSuite& suite : suites) xml += suite.xml();
  return xml + "</testsuites>\n";
}

}  // namespace assay::report
