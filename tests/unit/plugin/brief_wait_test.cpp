// SPDX-License-Identifier: Apache-2.0
#include "core/plugin/wire/brief_wait.hpp"

#include <gtest/gtest.h>

namespace assay::plugin::wire {
namespace {

using namespace std::chrono_literals;

/// Stands still but for what the tests add, and a microsecond each time somebody looks at it.
struct FakeClock {
  using duration = std::chrono::nanoseconds;
  using rep = duration::rep;
  using period = duration::period;
  using time_point = std::chrono::time_point<FakeClock>;
  static constexpr bool is_steady = true;
  static time_point now() { return time_point(elapsed += 1us); }
  static inline duration elapsed{};
};

/// A wait that ends when it has taken `length`, by looking or by sleeping; returns the looks.
int looks_of(BriefWait<FakeClock>& brief, FakeClock::duration length) {
  const auto end = FakeClock::now() + length;
  int looks = 0;
  const bool seen = brief.look([&] {
    ++looks;
    return FakeClock::now() >= end;
  });
  if (!seen) FakeClock::elapsed = std::max(FakeClock::elapsed, end.time_since_epoch());
  brief.end();
  return looks;
}

TEST(BriefWait, LooksOnceWaitsAreShort) {
  BriefWait<FakeClock> brief;
  EXPECT_EQ(looks_of(brief, 50us), 0);
  EXPECT_GT(looks_of(brief, 50us), 0);
  EXPECT_GT(looks_of(brief, 50us), 0);
}

TEST(BriefWait, NeverLooksWhileWaitsAreLong) {
  BriefWait<FakeClock> brief;
  for (int i = 0; i < 100; ++i) EXPECT_EQ(looks_of(brief, 2ms), 0);
}

TEST(BriefWait, SleepsAtOnceAfterALookInVain) {
  BriefWait<FakeClock> brief;
  looks_of(brief, 50us);
  EXPECT_GT(looks_of(brief, 2ms), 0);
  EXPECT_EQ(looks_of(brief, 50us), 0);
}

TEST(BriefWait, LooksEverMoreSeldomWhenItIsAlwaysInVain) {
  BriefWait<FakeClock> brief;
  int looked = 0;
  // Longer than a look, shorter than what counts as a long sleep: the worst case.
  for (int i = 0; i < 2000; ++i) looked += looks_of(brief, 200us) > 0 ? 1 : 0;
  EXPECT_LT(looked, 15);
}

TEST(BriefWait, LooksAgainWhenWaitsHaveBecomeShort) {
  BriefWait<FakeClock> brief;
  looks_of(brief, 50us);
  looks_of(brief, 2ms);
  looks_of(brief, 50us);
  looks_of(brief, 50us);
  EXPECT_GT(looks_of(brief, 50us), 0);
}

}  // namespace
}  // namespace assay::plugin::wire
