// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/decode_watch.hpp"

#include <gmock/gmock.h>

#include <csignal>
#include <latch>
#include <thread>

namespace assay::pipeline {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

LoadResult nothing() {
  return predict::Failure{predict::FailureKind::image_unreadable, "no image"};
}

Supervision supervision_with(DecodeTable& table, std::vector<Suspect> suspects = {}) {
  Supervision supervision;
  supervision.table = &table;
  supervision.suspects = std::move(suspects);
  return supervision;
}

TEST(DecodeWatch, NotesWhatIsInFlight) {
  DecodeTable table;
  std::vector<std::size_t> during;
  const LoadImage load = watched(
      [&](std::size_t) {
        during = in_flight(table);
        return nothing();
      },
      supervision_with(table));
  load(0);
  EXPECT_THAT(during, ElementsAre(0));
  EXPECT_THAT(in_flight(table), IsEmpty());
}

TEST(DecodeWatch, NotesEveryThreads) {
  DecodeTable table;
  std::latch inside(3), seen(1);
  const LoadImage load = watched(
      [&](std::size_t) {
        inside.count_down();
        seen.wait();
        return nothing();
      },
      supervision_with(table));
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < 3; ++i) threads.emplace_back([&, i] { load(10 * i); });
  inside.wait();
  EXPECT_THAT(in_flight(table), ElementsAre(0, 10, 20));
  seen.count_down();
  for (std::thread& thread : threads) thread.join();
}

TEST(DecodeWatch, ForgetsWhatHasThrown) {
  DecodeTable table;
  const LoadImage load =
      watched([](std::size_t) -> LoadResult { throw std::bad_alloc(); }, supervision_with(table));
  EXPECT_THROW(load(1), std::bad_alloc);
  EXPECT_THAT(in_flight(table), IsEmpty());
}

TEST(DecodeWatch, DecodesSuspectsAlone) {
  DecodeTable table;
  std::atomic<int> most{0};
  const LoadImage load = watched(
      [&](std::size_t datapoint) {
        std::this_thread::yield();
        const auto others = static_cast<int>(in_flight(table).size());
        if (datapoint == 5) most = std::max(most.load(), others);
        return nothing();
      },
      supervision_with(table, {{5, 1, SIGSEGV}}));
  std::vector<std::thread> threads;
  for (std::size_t t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (std::size_t i = 0; i < 200; ++i) load(i % 6);
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(most, 1);
}

TEST(DecodeWatch, GivesUpOnWhatHasCrashedTwice) {
  DecodeTable table;
  bool touched = false;
  const LoadImage load = watched(
      [&](std::size_t) {
        touched = true;
        return nothing();
      },
      supervision_with(table, {{5, 2, SIGSEGV}}));
  const LoadResult result = load(5);
  ASSERT_TRUE(std::holds_alternative<predict::Failure>(result));
  EXPECT_EQ(std::get<predict::Failure>(result).kind, predict::FailureKind::decode_crash);
  EXPECT_EQ(std::get<predict::Failure>(result).message,
            "the image decoder crashed on it twice, the second time alone (signal 11, SIGSEGV); "
            "replace the file, or convert it to PNG");
  EXPECT_FALSE(touched);
}

TEST(DecodeWatch, IsAbsentWithoutASupervisor) {
  const LoadImage load = watched([](std::size_t) { return nothing(); }, {});
  EXPECT_TRUE(std::holds_alternative<predict::Failure>(load(3)));
}

}  // namespace
}  // namespace assay::pipeline
