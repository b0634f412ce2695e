// SPDX-License-Identifier: Apache-2.0
// A library's table of dynamic symbols does not say how long it is: its hash tables do.
#pragma once

#include <cstdint>

#include "core/plugin/binary/elf_file.hpp"

namespace assay::plugin::binary {

/// From the addresses of DT_HASH, DT_GNU_HASH and DT_SYMTAB (0: absent). Throws Damage where
/// neither hash table makes sense.
std::uint64_t count_symbols(const ElfFile& file, std::uint64_t hash, std::uint64_t gnu_hash,
                            std::uint64_t symbols);

}  // namespace assay::plugin::binary
