// SPDX-License-Identifier: Apache-2.0
#include "core/plugin/pixel_store.hpp"

#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

#include <set>
#include <thread>

namespace assay::plugin {
namespace {

constexpr SlotStore::Layout kSmall{4096, 2};

TEST(PixelStore, GivesAlignedMemoryThatCanBeWritten) {
  SlotStore store(kSmall);

  const auto buffer = store.allocate(100);

  EXPECT_GE(buffer->bytes().size(), 100U);
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(buffer->bytes().data()) % 64, 0U);
  buffer->bytes()[99] = std::byte{7};
  const PixelPlace place = SlotStore::place_of(*buffer);
  EXPECT_EQ(place.memory->data() + place.offset, buffer->bytes().data());
}

TEST(PixelStore, GrowsByRegionsAndReusesSlots) {
  SlotStore store(kSmall);
  std::set<std::pair<std::uint64_t, std::uint64_t>> places;
  std::vector<std::unique_ptr<predict::PixelBuffer>> buffers;
  for (int i = 0; i < 5; ++i) {
    buffers.push_back(store.allocate(4096));
    const PixelPlace place = SlotStore::place_of(*buffers.back());
    EXPECT_FALSE(place.transient);
    places.insert({place.region, place.offset});
  }
  EXPECT_EQ(places.size(), 5U);

  buffers.clear();
  const PixelPlace again = SlotStore::place_of(*store.allocate(1));

  EXPECT_EQ(places.count({again.region, again.offset}), 1U);
}

TEST(PixelStore, GivesALargeImageMemoryOfItsOwn) {
  SlotStore store(kSmall);

  const auto buffer = store.allocate(4097);
  const auto other = store.allocate(10000);

  EXPECT_TRUE(SlotStore::place_of(*buffer).transient);
  EXPECT_NE(SlotStore::place_of(*buffer).region, SlotStore::place_of(*other).region);
  EXPECT_GE(other->bytes().size(), 10000U);
}

TEST(PixelStore, LetsBuffersOutliveIt) {
  auto store = std::make_unique<SlotStore>(kSmall);
  const auto buffer = store->allocate(10);

  store.reset();

  buffer->bytes()[0] = std::byte{1};
}

TEST(PixelStore, ServesSeveralThreads) {
  SlotStore store(kSmall);
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&store, t] {
      for (int i = 0; i < 500; ++i) {
        const auto buffer = store.allocate(64);
        buffer->bytes()[0] = static_cast<std::byte>(t);
        ASSERT_EQ(buffer->bytes()[0], static_cast<std::byte>(t));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}

// What a hostile plugin could try with the descriptor it gets.
TEST(SharedMemory, CannotBeChangedByAReader) {
  const SharedMemory memory(4096, SharedMemory::Peer::reads);
  memory.data()[0] = std::byte{1};

  EXPECT_NE(::ftruncate(memory.fd(), 0), 0);
  EXPECT_LT(::write(memory.fd(), "x", 1), 0);
  EXPECT_EQ(::mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, memory.fd(), 0), MAP_FAILED);
  void* view = ::mmap(nullptr, 4096, PROT_READ, MAP_SHARED, memory.fd(), 0);
  ASSERT_NE(view, MAP_FAILED);
  EXPECT_NE(::mprotect(view, 4096, PROT_READ | PROT_WRITE), 0);
  memory.data()[0] = std::byte{2};
  EXPECT_EQ(*static_cast<std::byte*>(view), std::byte{2});
  ::munmap(view, 4096);
}

TEST(SharedMemory, CannotBeResizedByAWriter) {
  const SharedMemory memory(4096, SharedMemory::Peer::writes);

  EXPECT_NE(::ftruncate(memory.fd(), 0), 0);
  EXPECT_NE(::ftruncate(memory.fd(), 8192), 0);
  EXPECT_EQ(::write(memory.fd(), "x", 1), 1);
}

}  // namespace
}  // namespace assay::plugin
