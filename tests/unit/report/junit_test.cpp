// SPDX-License-Identifier: Apache-2.0
#include "core/report/junit.hpp"

#include <gmock/gmock.h>

#include "core/report/text.hpp"
#include "tests/unit/report/stress_sample.hpp"

namespace assay::report {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(Junit, HasACaseForEachGateAndFailedDatapoint) {
  EXPECT_EQ(junit_xml(test::sample()), R"xml(<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="assay">
  <testsuite name="gates" tests="2" failures="1" errors="0">
    <testcase classname="detector on val" name="datapoints.failed at most 0">
      <failure type="gate" message="datapoints.failed is 1"/>
    </testcase>
    <testcase classname="detector on val" name="bbox.AP50 at least 0.3"/>
  </testsuite>
  <testsuite name="datapoints" tests="1" failures="1" errors="0">
    <testcase classname="detector on val" name="000123.jpg">
      <failure type="plugin_crash" message="died by signal 11 (SIGSEGV)"/>
    </testcase>
  </testsuite>
</testsuites>
)xml");
}

TEST(Junit, ShowsWhyACloseGateFails) {
  RunResults run = test::sample();
  run.gates = {{"bbox.AP", 0.81397, std::nullopt, 0.813962, false}};
  const std::string xml = junit_xml(run);
  EXPECT_THAT(xml, HasSubstr("name=\"bbox.AP at least 0.81397\""));
  EXPECT_THAT(xml, HasSubstr("message=\"bbox.AP is 0.81396\""));
}

TEST(Junit, EscapesHostileText) {
  const std::string xml = junit_xml(test::hostile_sample());
  EXPECT_THAT(xml, Not(HasSubstr("<script>")));
  EXPECT_THAT(xml, HasSubstr("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;"));
  EXPECT_EQ(clean_text(xml), xml);
}

TEST(Junit, HasTheGatesAndUnansweredDatapointsOfAStressRun) {
  const std::string xml = junit_xml(test::stress_sample());
  EXPECT_THAT(xml, HasSubstr("<testsuite name=\"gates\" tests=\"2\" failures=\"1\""));
  EXPECT_THAT(xml, HasSubstr("classname=\"detector on val in dusk\" "
                             "name=\"failure_probability at most 0.05\""));
  EXPECT_THAT(xml, HasSubstr("message=\"failure_probability is 0.0710\""));
  EXPECT_THAT(xml, HasSubstr("name=\"000123.jpg\""));
  const std::string hostile = junit_xml(test::hostile_stress_sample());
  EXPECT_THAT(hostile, Not(HasSubstr("<script>")));
  EXPECT_EQ(clean_text(hostile), hostile);
}

}  // namespace
}  // namespace assay::report
