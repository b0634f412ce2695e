// SPDX-License-Identifier: Apache-2.0
// Structs of the contract inside a file: fields by their offset, each only where the struct, by its
// own struct_size, has it. What it does not have reads as 0, which means "not stated".
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "core/plugin/binary/relocations.hpp"
#include "core/plugin/wire/messages.hpp"

namespace assay::plugin::binary {

/// The library as it lies in memory once it is loaded. Both must outlive it.
struct LoadedMemory {
  const ElfFile& file;
  const Relocations& relocations;

  std::uint64_t pointer(std::uint64_t address) const { return relocations.pointer_at(address); }
};

class StructView {
 public:
  /// The first field of the struct is its size.
  StructView(const LoadedMemory& memory, std::uint64_t address)
      : StructView(memory, address, memory.file.u32_at(address)) {}
  StructView(const LoadedMemory& memory, std::uint64_t address, std::uint32_t size)
      : memory_(memory), address_(address), size_(size) {}

  std::uint32_t size() const { return size_; }
  std::uint32_t u32(std::size_t offset) const {
    return has(offset, 4) ? memory_.file.u32_at(address_ + offset) : 0;
  }
  std::uint64_t u64(std::size_t offset) const {
    return has(offset, 8) ? memory_.file.u64_at(address_ + offset) : 0;
  }
  std::uint64_t pointer(std::size_t offset) const {
    return has(offset, 8) ? memory_.pointer(address_ + offset) : 0;
  }
  /// Of a `const char*`; empty for NULL.
  std::string text(std::size_t offset) const {
    const std::uint64_t at = pointer(offset);
    return at == 0 ? std::string() : memory_.file.text_at(at, wire::kLongestText);
  }

 private:
  bool has(std::size_t offset, std::size_t bytes) const { return offset + bytes <= size_; }

  const LoadedMemory& memory_;
  std::uint64_t address_;
  std::uint32_t size_;
};

}  // namespace assay::plugin::binary
