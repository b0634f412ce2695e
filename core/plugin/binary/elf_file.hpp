// SPDX-License-Identifier: Apache-2.0
// A library's file as the linker left it, read without loading it: of any 64-bit machine, in either
// byte order. Whatever a file says about itself is checked against what the file holds, so that a
// damaged one gives a sentence and never a crash.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/base/file.hpp"

namespace assay::plugin::binary {

/// A part of the file that is mapped, or described, when it is loaded. Constants as in <elf.h>.
struct Segment {
  std::uint32_t type = 0;   // PT_
  std::uint32_t flags = 0;  // PF_
  std::uint64_t offset = 0;
  std::uint64_t address = 0;
  std::uint64_t file_size = 0;
  std::uint64_t memory_size = 0;

  bool contains(std::uint64_t at, std::uint64_t bytes = 1) const {
    return at >= address && bytes <= memory_size && at - address <= memory_size - bytes;
  }
};

/// What is wrong with a file, as the rest of a sentence that begins with "it ...". Caught where the
/// file has a name.
struct Damage {
  std::string what;
};

/// One thread at a time.
class ElfFile {
 public:
  /// Throws Damage when the file cannot be read, or is no 64-bit shared library.
  explicit ElfFile(const std::filesystem::path& file);
  ~ElfFile();
  ElfFile(const ElfFile&) = delete;
  ElfFile& operator=(const ElfFile&) = delete;

  std::uint64_t size() const { return size_; }
  std::uint16_t machine() const { return machine_; }  // EM_
  bool is_big_endian() const { return big_endian_; }
  const std::vector<Segment>& segments() const { return segments_; }

  /// The first segment of that type (PT_), nullptr where there is none.
  const Segment* first_of(std::uint32_t type) const;
  /// The segment that is mapped (PT_LOAD) where all these bytes are, nullptr where none is.
  const Segment* loaded_at(std::uint64_t address, std::uint64_t bytes = 1) const;

  // What is at an address once the library is loaded, but for relocations. They throw Damage where
  // nothing is.
  std::vector<std::byte> bytes_at(std::uint64_t address, std::size_t count) const;
  std::uint32_t u32_at(std::uint64_t address) const;
  std::uint64_t u64_at(std::uint64_t address) const;
  /// Up to a NUL, which must come within `most` bytes.
  std::string text_at(std::uint64_t address, std::size_t most = 64 << 10) const;

  /// An array of Elf64_... (`record` is its Elf_Type, `width` its size) in this machine's byte
  /// order; `count` of them, valid as long as this. Throws Damage where the file does not hold
  /// them.
  template <class Record>
  const Record* table_at(std::uint64_t address, std::uint64_t count, int record) const {
    return static_cast<const Record*>(raw_table(address, count, sizeof(Record), record));
  }

 private:
  struct Library;  // libelf's
  const void* raw_table(std::uint64_t address, std::uint64_t count, std::uint64_t width,
                        int record) const;
  std::uint64_t offset_of(std::uint64_t address, std::uint64_t bytes) const;
  void read_header();
  void read_segments();

  FileDescriptor fd_;
  std::uint64_t size_;
  std::unique_ptr<Library> library_;
  std::uint16_t machine_ = 0;
  bool big_endian_ = false;
  std::vector<Segment> segments_;
};

/// "x86-64", "AArch64", "machine 123".
std::string machine_name(std::uint16_t machine);
/// EM_ of the machine this runs on.
std::uint16_t own_machine();

}  // namespace assay::plugin::binary
