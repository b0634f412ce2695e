// SPDX-License-Identifier: Apache-2.0
// Notes that compilers and linkers leave in a library, by owner and type.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/plugin/binary/elf_file.hpp"

namespace assay::plugin::binary {

struct NoteKind {
  std::string owner;  // "GNU"
  std::uint32_t type = 0;
};

/// Where the content of a note is.
struct Note {
  std::uint64_t address = 0;
  std::uint32_t bytes = 0;
};

/// Every note of that kind ({"GNU", 3} is the build id). Notes that make no sense end the search in
/// their segment.
std::vector<Note> find_notes(const ElfFile& file, const NoteKind& kind);

/// In hex; empty where the library has none.
std::string build_id(const ElfFile& file);

}  // namespace assay::plugin::binary
