// SPDX-License-Identifier: Apache-2.0
#include "core/plugin/shared_memory.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>

#include "core/base/error.hpp"

namespace assay::plugin {

SharedMemory::SharedMemory(std::uint64_t bytes, Peer peer)
    : fd_(::memfd_create("assay", MFD_CLOEXEC | MFD_ALLOW_SEALING)), size_(bytes) {
  const auto what = [&] { return fmt::format("cannot get {} bytes of shared memory", bytes); };
  if (!fd_ || ::ftruncate(fd_.get(), static_cast<off_t>(bytes)) != 0) throw_errno(what());
  void* memory = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, fd_.get(), 0);
  if (memory == MAP_FAILED) throw_errno(what());
  data_ = static_cast<std::byte*>(memory);
  // After the mapping: FUTURE_WRITE spares mappings that exist.
  const int no_write = peer == Peer::reads ? F_SEAL_FUTURE_WRITE : 0;
  const int seals = F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL | no_write;
  if (::fcntl(fd_.get(), F_ADD_SEALS, seals) != 0) {
    ::munmap(data_, size_);
    throw_errno("cannot seal shared memory (Linux 5.1 or newer is needed)");
  }
}

SharedMemory::~SharedMemory() {
  ::munmap(data_, size_);
}

}  // namespace assay::plugin
