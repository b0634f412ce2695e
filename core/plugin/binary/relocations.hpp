// SPDX-License-Identifier: Apache-2.0
// Which pointers the loader writes into a library: without them a table of constants in a file
// points nowhere.
#pragma once

#include <cstdint>
#include <vector>

#include "core/plugin/binary/dynamic_section.hpp"

namespace assay::plugin::binary {

struct Range {
  std::uint64_t address = 0;
  std::uint64_t bytes = 0;
};

struct RelocationTables {
  Range rela;  // DT_RELA
  Range plt;   // DT_JMPREL, of the same form
  Range relr;  // DT_RELR: packed addresses, their targets stay in place
};

/// By ascending address. Throws Damage.
std::vector<Relocation> read_relocations(const ElfFile& file, const RelocationTables& tables,
                                         const std::vector<DynamicSymbol>& symbols);

}  // namespace assay::plugin::binary
