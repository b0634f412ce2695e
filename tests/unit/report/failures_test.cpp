// SPDX-License-Identifier: Apache-2.0
#include "core/report/failures.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/unit/report/sample.hpp"

namespace assay::report {
namespace {

TEST(FailureLines, HaveOneObjectALine) {
  std::vector<Failure> failures = test::sample().failures;
  failures.push_back({"b.png", predict::FailureKind::image_unreadable, "the file is empty"});
  EXPECT_EQ(
      failure_lines(failures),
      "{\"datapoint\":\"000123.jpg\",\"kind\":\"plugin_crash\",\"message\":\"died by signal 11 "
      "(SIGSEGV)\"}\n"
      "{\"datapoint\":\"b.png\",\"kind\":\"image_unreadable\",\"message\":\"the file is "
      "empty\"}\n");
}

TEST(FailureLines, KeepHostileTextOnItsLine) {
  const std::string lines = failure_lines(test::hostile_sample().failures);
  EXPECT_EQ(std::count(lines.begin(), lines.end(), '\n'), 1);
  EXPECT_TRUE(nlohmann::json::accept(lines));
}

TEST(FailureLines, AreEmptyWithoutFailures) {
  EXPECT_EQ(failure_lines({}), "");
}

}  // namespace
}  // namespace assay::report
