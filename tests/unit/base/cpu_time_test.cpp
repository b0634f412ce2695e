// SPDX-License-Identifier: Apache-2.0
#include "core/base/cpu_time.hpp"

#include <gtest/gtest.h>

#include <thread>

namespace assay {
namespace {

double thread_seconds() {
  timespec time{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

void compute(double seconds) {
  const double begin = thread_seconds();
  while (thread_seconds() < begin + seconds) {
  }
}

TEST(CpuTime, IsNothingWithoutASpan) {
  const CpuTime time;
  compute(0.002);
  EXPECT_EQ(time.seconds(), 0);
}

TEST(CpuTime, CountsWhatAThreadComputesWhileASpanLives) {
  CpuTime time;
  const double begin = thread_seconds();
  {
    const CpuTime::Span span(time);
    compute(0.002);
    EXPECT_EQ(time.seconds(), 0) << "what is not over is not in it";
  }
  const double all = thread_seconds() - begin;
  EXPECT_GE(time.seconds(), 0.002);
  EXPECT_LE(time.seconds(), all);
  const double before = time.seconds();
  compute(0.002);
  EXPECT_EQ(time.seconds(), before);
}

TEST(CpuTime, AddsUpTheSpansOfAllThreads) {
  CpuTime time;
  const auto work = [&] {
    for (int i = 0; i < 2; ++i) {
      const CpuTime::Span span(time);
      compute(0.001);
    }
  };
  std::thread first(work), second(work);
  first.join();
  second.join();
  EXPECT_GE(time.seconds(), 0.004);
}

TEST(CpuTime, DoesNotCountWhatOthersDoMeanwhile) {
  CpuTime waiting;
  double others = 0;
  {
    const CpuTime::Span span(waiting);
    std::thread other([&] {
      compute(0.05);
      others = thread_seconds();
    });
    other.join();
  }
  EXPECT_GE(others, 0.05);
  EXPECT_LT(waiting.seconds(), others / 2);
}

}  // namespace
}  // namespace assay
