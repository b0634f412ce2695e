// SPDX-License-Identifier: Apache-2.0
// Memory without a name (memfd) of a fixed size, mapped here and handed to workers by descriptor.
#pragma once

#include <cstddef>
#include <cstdint>

#include "core/base/file.hpp"

namespace assay::plugin {

class SharedMemory {
 public:
  enum class Peer {
    reads,   // sealed: whoever gets the descriptor can neither write, resize nor map it writable
    writes,  // sealed against resizing only, which would kill us with SIGBUS
  };

  /// Zeroed; pages are taken as they are touched. Throws Error{io}.
  SharedMemory(std::uint64_t bytes, Peer peer);
  SharedMemory(const SharedMemory&) = delete;
  SharedMemory& operator=(const SharedMemory&) = delete;
  ~SharedMemory();

  int fd() const { return fd_.get(); }
  std::byte* data() const { return data_; }
  std::uint64_t size() const { return size_; }

 private:
  FileDescriptor fd_;
  std::byte* data_ = nullptr;
  std::uint64_t size_ = 0;
};

}  // namespace assay::plugin
