// SPDX-License-Identifier: Apache-2.0
#include "runner/probe/guarded_memory.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <new>

namespace assay::probe {
namespace {

std::size_t page_bytes() {
  return static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

}  // namespace

GuardedMemory::GuardedMemory(std::size_t bytes)
    : pages_(nullptr), usable_((bytes + page_bytes()) / page_bytes() * page_bytes()) {
  constexpr int kProtection = PROT_READ | PROT_WRITE;
  void* const memory =
      ::mmap(nullptr, usable_ + page_bytes(), kProtection, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) throw std::bad_alloc();
  pages_ = static_cast<std::byte*>(memory);
  if (::mprotect(pages_ + usable_, page_bytes(), PROT_NONE) != 0) throw std::bad_alloc();
}

GuardedMemory::~GuardedMemory() {
  ::munmap(pages_, usable_ + page_bytes());
}

std::byte* GuardedMemory::last(std::size_t bytes, std::size_t alignment) const {
  const std::size_t offset = (usable_ - bytes) / alignment * alignment;
  return pages_ + offset;
}

void GuardedMemory::make_read_only() const {
  if (::mprotect(pages_, usable_, PROT_READ) != 0) throw std::bad_alloc();
}

}  // namespace assay::probe
