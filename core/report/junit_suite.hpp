// SPDX-License-Identifier: Apache-2.0
// The parts of a JUnit file, as CI systems read it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace assay::report {

/// One <testsuite>, which counts its cases. Names and messages may be any text: they are put on one
/// line and escaped here.
class JunitSuite {
 public:
  explicit JunitSuite(std::string name) : name_(std::move(name)) {}

  void pass(std::string_view in_class, std::string_view name);
  /// `type` is one of our own words, such as "gate".
  void fail(std::string_view in_class, std::string_view name, std::string_view type,
            std::string_view message);

  std::string xml() const;

 private:
  void start_case(std::string_view in_class, std::string_view name);

  std::string name_;
  std::string cases_;
  std::size_t tests_ = 0;
  std::size_t failures_ = 0;
};

/// The whole file.
std::string junit_document(const std::vector<JunitSuite>& suites);

}  // namespace assay::report
