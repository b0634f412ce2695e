// SPDX-License-Identifier: Apache-2.0
#include "core/report/text_table.hpp"

#include <gmock/gmock.h>

#include <sstream>

#include "core/report/text.hpp"
#include "tests/unit/report/sample.hpp"

namespace assay::report {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(TextTable, ShowsTheRunAtAGlance) {
  EXPECT_EQ(text_table(test::sample()), R"(detector on val (cpu)
54 datapoints, 53 evaluated, 1 failed

bbox     evaluated   failed as empty
  AP        0.1712            0.1700
  AP50      0.3034            0.3000
  APs           -1                -1
  AR1          n/a               n/a

failures (1)
  000123.jpg  plugin_crash: died by signal 11 (SIGSEGV)

gates
  FAIL  datapoints.failed at most 0: 1
  pass  bbox.AP50 at least 0.3: 0.3034

verdict: fail
)");
}

TEST(TextTable, HasOneColumnWhenNothingFailed) {
  RunResults run = test::sample();
  run.counts = {54, 54, 0};
  run.failures.clear();
  run.gates.clear();
  run.pass = true;

  EXPECT_EQ(text_table(run), R"(detector on val (cpu)
54 datapoints, 54 evaluated, 0 failed

bbox
  AP        0.1712
  AP50      0.3034
  APs           -1
  AR1          n/a

verdict: pass
)");
}

TEST(TextTable, ShowsWhyACloseGateFails) {
  RunResults run = test::sample();
  run.gates = {{"bbox.AP", 0.81397, std::nullopt, 0.813962, false}};
  EXPECT_THAT(text_table(run), HasSubstr("  FAIL  bbox.AP at least 0.81397: 0.81396\n"));
}

TEST(TextTable, CutsALongConditionAndNotItsValue) {
  RunResults run = test::sample();
  run.gates = {{std::string(200, 'x'), 0.3, std::nullopt, 0.25, false}};
  EXPECT_THAT(text_table(run), HasSubstr("xx...: 0.2500\n"));
}

TEST(TextTable, ShowsTheFirstTenFailures) {
  RunResults run = test::sample();
  run.failures.assign(13, run.failures[0]);
  const std::string text = text_table(run);
  EXPECT_THAT(text, HasSubstr("failures (13)\n"));
  EXPECT_THAT(text, HasSubstr("  and 3 more in failures.jsonl\n"));
}

TEST(TextTable, StaysWithinTheColumnsAndHarmlessOnATerminal) {
  RunResults run = test::hostile_sample();
  run.failures[0].message += std::string(500, 'x');
  run.gates[1].metric += std::string(500, 'x');
  run.metrics[0].name += std::string(500, 'x');

  const std::string text = text_table(run);

  std::istringstream lines(text);
  std::string part;
  for (std::string line; std::getline(lines, line);) {
    if (!line.empty() && line[0] != ' ') part = line;
    // Their remedies stand at their ends.
    const bool is_reason = part.starts_with("failures") || part.starts_with("warnings");
    EXPECT_LE(length_of(line), is_reason ? 400U : 100U) << line;
  }
  EXPECT_THAT(text, Not(HasSubstr("\x1B")));
  EXPECT_EQ(clean_text(text), text);
}

TEST(TextTable, ListsWarnings) {
  RunResults run = test::sample();
  run.warnings = {"2 annotations have id 0"};
  EXPECT_THAT(text_table(run), HasSubstr("\nwarnings\n  2 annotations have id 0\n"));
}

}  // namespace
}  // namespace assay::report
