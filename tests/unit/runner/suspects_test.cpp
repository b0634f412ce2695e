// SPDX-License-Identifier: Apache-2.0
#include "runner/suspects.hpp"

#include <gtest/gtest.h>

#include <csignal>

namespace assay::runner {
namespace {

TEST(Suspects, AreAllThatWereInFlight) {
  Suspects suspects;
  EXPECT_TRUE(suspects.go_on_after({3, 7}, SIGSEGV, 2));
  ASSERT_EQ(suspects.list().size(), 2U);
  EXPECT_EQ(suspects.list()[1].key, 7U);
  EXPECT_EQ(suspects.list()[1].crashes, 1);
  EXPECT_EQ(suspects.list()[1].signal, SIGSEGV);
}

TEST(Suspects, HaveTheirCrashesCounted) {
  Suspects suspects;
  suspects.go_on_after({3, 7}, SIGSEGV, 2);
  EXPECT_TRUE(suspects.go_on_after({7}, SIGABRT, 2));
  EXPECT_EQ(suspects.list()[0].crashes, 1);
  EXPECT_EQ(suspects.list()[1].crashes, 2);
  EXPECT_EQ(suspects.list()[1].signal, SIGABRT);
}

TEST(Suspects, EndTheRunWhereNothingWasDecoded) {
  Suspects suspects;
  EXPECT_FALSE(suspects.go_on_after({}, SIGSEGV, 5));
}

TEST(Suspects, EndTheRunAfterTooManyCrashesThatLeadNowhere) {
  Suspects suspects;
  std::size_t datapoint = 0;  // each time another, so that nobody is found guilty
  for (int i = 0; i < Suspects::kMostFruitless; ++i) {
    EXPECT_TRUE(suspects.go_on_after({datapoint++}, SIGSEGV, 0)) << i;
  }
  EXPECT_FALSE(suspects.go_on_after({datapoint}, SIGSEGV, 0));
}

TEST(Suspects, LetTheRunGoOnWhileItGetsAnywhere) {
  Suspects suspects;
  for (std::size_t i = 1; i <= 50; ++i) EXPECT_TRUE(suspects.go_on_after({i}, SIGSEGV, i));
  for (std::size_t i = 1; i <= 50; ++i) EXPECT_TRUE(suspects.go_on_after({i}, SIGSEGV, 50));
}

}  // namespace
}  // namespace assay::runner
