// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/image_feed.hpp"

#include <gtest/gtest.h>
#include <poll.h>

#include <atomic>
#include <numeric>

#include "core/base/error.hpp"

namespace assay::pipeline {
namespace {

std::vector<std::size_t> first(std::size_t count) {
  std::vector<std::size_t> indices(count);
  std::iota(indices.begin(), indices.end(), std::size_t{0});
  return indices;
}

LoadResult load(std::size_t index) {
  LoadedImage loaded;
  loaded.image.index = index;
  return loaded;
}

/// Takes as a pipeline does: waits for the event, then asks.
std::vector<ImageFeed::Item> take(ImageFeed& feed, const WakeEvent& wake,
                                  const ImageAmount& amount) {
  for (;;) {
    wake.drain();
    auto items = feed.take(amount);
    if (!items.empty()) return items;
    pollfd poll{wake.fd(), POLLIN, 0};
    ::poll(&poll, 1, -1);
  }
}

TEST(ImageFeed, GivesAllImagesInOrderWithAnyNumberOfThreads) {
  for (const std::size_t jobs : {1U, 2U, 4U}) {
    const WakeEvent wake;
    ImageFeed feed(first(100), load, jobs, {7}, wake);
    std::size_t expected = 0;
    while (!feed.finished()) {
      for (const ImageFeed::Item& item : take(feed, wake, {3})) {
        EXPECT_EQ(item.index, expected++);
        EXPECT_EQ(std::get<LoadedImage>(item.result).image.index, item.index);
      }
    }
    EXPECT_EQ(expected, 100U);
  }
}

TEST(ImageFeed, LoadsNoFurtherAheadThanItsWindow) {
  const WakeEvent wake;
  std::atomic<std::size_t> taken{0};
  std::atomic<bool> too_far{false};
  const auto watch = [&](std::size_t index) {
    if (index >= taken + 5) too_far = true;
    return load(index);
  };
  ImageFeed feed(first(200), watch, 3, {5}, wake);
  while (!feed.finished()) {
    // Counted before the take: afterwards a thread may already have moved on.
    taken += 2;
    take(feed, wake, {2});
  }
  EXPECT_FALSE(too_far);
}

/// 100 bytes of pixels, but a thousand for every tenth.
LoadResult load_of_some_size(std::size_t index) {
  LoadedImage loaded;
  loaded.image.index = index;
  loaded.image.size = {10, index % 10 == 9 ? 100 : 10};
  loaded.image.color = predict::Color::gray;
  return loaded;
}

TEST(ImageFeed, EndsABatchWithTheImageThatReachesItsBytes) {
  const WakeEvent wake;
  ImageFeed feed(first(30), load_of_some_size, 2, {20, 1000}, wake);
  std::vector<std::size_t> sizes;
  while (!feed.finished()) sizes.push_back(take(feed, wake, {8, 300}).size());
  EXPECT_EQ(sizes, (std::vector<std::size_t>{3, 3, 3, 1, 3, 3, 3, 1, 3, 3, 3, 1}));
}

TEST(ImageFeed, LoadsNoMoreAheadThanItsBytesAndAnImageForEachThread) {
  const WakeEvent wake;
  std::atomic<std::size_t> taken{0};
  std::atomic<bool> too_far{false};
  const auto watch = [&](std::size_t index) {
    if (index >= taken + 3 + 2) too_far = true;
    LoadedImage loaded;
    loaded.image.size = {10, 10};
    loaded.image.color = predict::Color::gray;
    return loaded;
  };
  ImageFeed feed(first(100), watch, 2, {50, 300}, wake);
  while (!feed.finished()) {
    ++taken;  // counted before the take: afterwards a thread may already have moved on
    take(feed, wake, {1, 300});
  }
  EXPECT_FALSE(too_far);
}

TEST(ImageFeed, LoadsOneImageHoweverLarge) {
  const WakeEvent wake;
  ImageFeed feed(first(3), load_of_some_size, 1, {4, 1}, wake);
  EXPECT_EQ(take(feed, wake, {4, 1}).size(), 1U);
}

TEST(ImageFeed, HandsOnWhatTheLoaderThrows) {
  const WakeEvent wake;
  const auto fail_at_three = [](std::size_t index) -> LoadResult {
    if (index == 3) throw Error(ErrorKind::io, "disk");
    return load(index);
  };
  ImageFeed feed(first(10), fail_at_three, 2, {4}, wake);
  EXPECT_THROW(
      while (!feed.finished()) { take(feed, wake, {2}); }, Error);
}

TEST(ImageFeed, EndsWithImagesStillWaiting) {
  const WakeEvent wake;
  const ImageFeed feed(first(1000), load, 2, {4}, wake);
  EXPECT_FALSE(feed.finished());
}

TEST(ImageFeed, IsFinishedAtOnceWithNothingToDo) {
  const WakeEvent wake;
  const ImageFeed feed({}, load, 2, {4}, wake);
  EXPECT_TRUE(feed.finished());
}

}  // namespace
}  // namespace assay::pipeline
