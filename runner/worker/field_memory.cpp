// SPDX-License-Identifier: Apache-2.0
#include "runner/worker/field_memory.hpp"

#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>

#include "runner/worker/refusal.hpp"

namespace assay::worker {
namespace {

/// What one large batch left behind beyond this is given back to the system.
constexpr std::uint64_t kKeptBytes = std::uint64_t{16} << 20;

}  // namespace

void FieldMemory::map(int fd, std::uint64_t bytes) {
  struct stat status {};
  const bool fits = ::fstat(fd, &status) == 0 && bytes > plugin::wire::kFieldsBegin &&
                    static_cast<std::uint64_t>(status.st_size) == bytes;
  void* memory =
      fits ? ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0) : MAP_FAILED;
  ::close(fd);
  if (memory == MAP_FAILED) throw Refusal("the worker cannot map the memory for fields");
  base_ = static_cast<std::byte*>(memory);
  size_ = bytes;
  used_ = dirty_ = plugin::wire::kFieldsBegin;
}

void FieldMemory::clear() {
  dirty_ = std::max(dirty_, used_);
  used_ = plugin::wire::kFieldsBegin;
  if (dirty_ <= kKeptBytes) return;
  if (::madvise(base_ + kKeptBytes, size_ - kKeptBytes, MADV_REMOVE) == 0) dirty_ = kKeptBytes;
}

std::byte* FieldMemory::allocate(std::uint64_t bytes, std::uint64_t& offset) {
  constexpr std::uint64_t kMask = plugin::wire::kFieldAlignment - 1;
  const std::uint64_t begin = (used_ + kMask) & ~kMask;
  if (base_ == nullptr || begin > size_ || bytes > size_ - begin) return nullptr;
  offset = begin;
  used_ = begin + bytes;
  if (begin < dirty_) std::memset(base_ + begin, 0, std::min(bytes, dirty_ - begin));
  return base_ + begin;
}

bool FieldMemory::cancelled() const {
  const auto* header = reinterpret_cast<const plugin::wire::FieldMemoryHeader*>(base_);
  return base_ != nullptr && __atomic_load_n(&header->cancel, __ATOMIC_RELAXED) != 0;
}

}  // namespace assay::worker
