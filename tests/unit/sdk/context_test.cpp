// SPDX-License-Identifier: Apache-2.0
#include <assay/sdk/context.hpp>

#include <gtest/gtest.h>

#include <time.h>
#include <cstdint>
#include <limits>

namespace {

std::int64_t now_ns() {
  timespec now = {};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * std::int64_t{1000000000} + now.tv_nsec;
}
std::int64_t time_left_ns(std::int64_t deadline_ns) {
  assay_call_t call = {};
  call.deadline_ns = deadline_ns;
  return assay::Context(call).time_left_ns();
}

TEST(SdkContext, TellsTheTimeLeftUntilTheDeadline) {
  const std::int64_t hour = std::int64_t{3600} * 1000000000;
  const std::int64_t before = now_ns();

  const std::int64_t left = time_left_ns(before + hour);

  EXPECT_LE(left, hour);
  EXPECT_GE(left, hour - (now_ns() - before));
}

TEST(SdkContext, HasNoTimeLeftAfterTheDeadlineAndEndlessTimeWithoutOne) {
  EXPECT_EQ(time_left_ns(now_ns() - 1), 0);
  EXPECT_EQ(time_left_ns(0), std::numeric_limits<std::int64_t>::max());
}

}  // namespace
