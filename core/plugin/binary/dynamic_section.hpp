// SPDX-License-Identifier: Apache-2.0
// What the dynamic loader would read of a library: names it needs and exports, relocations, flags.
// Read from the segments alone, so that it works on files without section headers.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/plugin/binary/elf_file.hpp"

namespace assay::plugin::binary {

/// Constants as in <elf.h>.
struct DynamicSymbol {
  std::string name;
  std::uint64_t value = 0;
  std::uint64_t size = 0;
  unsigned char type = 0;        // STT_
  unsigned char binding = 0;     // STB_
  unsigned char visibility = 0;  // STV_
  bool is_defined = false;

  /// Others may bind to it.
  bool is_exported() const;
};

/// A version of another library's symbols that this one asks for.
struct VersionNeed {
  std::string library;  // "libc.so.6"
  std::string version;  // "GLIBC_2.34"
};

struct Range {
  std::uint64_t address = 0;
  std::uint64_t bytes = 0;
};

struct DynamicSection {
  std::vector<std::string> needed;
  std::string soname;
  std::string rpath;
  std::string runpath;
  std::uint64_t flags = 0;    // DF_
  std::uint64_t flags_1 = 0;  // DF_1_
  bool text_relocations = false;
  bool bind_now = false;
  std::uint64_t init_array = 0;  // its address
  std::uint64_t init_array_count = 0;
  std::uint64_t fini_array_count = 0;
  std::vector<DynamicSymbol> symbols;
  std::vector<VersionNeed> version_needs;
  // Tables of relocations, see relocations.hpp.
  Range rela;                        // DT_RELA
  Range plt;                         // DT_JMPREL, of the same form
  Range relr;                        // DT_RELR
  std::uint64_t relative_count = 0;  // DT_RELACOUNT

  /// The defined symbol of that name.
  const DynamicSymbol* find(const std::string& name) const;
};

/// Throws Damage where the section or one of its tables is missing or makes no sense.
DynamicSection read_dynamic_section(const ElfFile& file);

}  // namespace assay::plugin::binary
