// SPDX-License-Identifier: Apache-2.0
// Which pointers the loader writes into a library: without them a table of constants in a file
// points nowhere. There may be a million of them, so they are looked up where they lie.
#pragma once

#include <elf.h>

#include <cstdint>
#include <vector>

#include "core/plugin/binary/dynamic_section.hpp"

namespace assay::plugin::binary {

class Relocations {
 public:
  /// The file must outlive it. Throws Damage.
  Relocations(const ElfFile& file, const DynamicSection& section);

  /// The pointer at an address of the loaded library, as an address of it; 0: it points nowhere, or
  /// into another library. Throws Damage where there is nothing.
  std::uint64_t pointer_at(std::uint64_t address) const;

  /// How many of them are packed (DT_RELR).
  std::size_t packed_count() const { return packed_.size(); }

 private:
  struct Target {
    std::uint64_t address = 0;
    std::uint64_t target = 0;
  };

  void read_rela(const Range& range, std::uint64_t relative_count,
                 const std::vector<DynamicSymbol>& symbols);
  void read_packed(const Range& range);

  const ElfFile& file_;
  // Of the library's own addresses, as linkers sort them; the records are the file's.
  const Elf64_Rela* relative_ = nullptr;
  std::size_t relative_count_ = 0;
  std::vector<Target> others_;         // by address
  std::vector<std::uint64_t> packed_;  // addresses whose targets are in place, ascending
};

}  // namespace assay::plugin::binary
