// SPDX-License-Identifier: Apache-2.0
// How the compiler of a plugin laid out the contract, as assay/abi/layout_note.h has it written
// into the library: one note for each source file that included the contract.
#pragma once

#include <cstdint>
#include <vector>

#include "core/plugin/binary/elf_file.hpp"

namespace assay::plugin::binary {

struct LayoutNote {
  std::uint32_t major = 0;  // of the contract it was compiled with
  std::uint32_t minor = 0;
  std::vector<std::uint32_t> words;  // in the order of that contract's golden
  bool operator==(const LayoutNote&) const = default;
};

/// Each that differs once, in the file's order; empty where there are none.
std::vector<LayoutNote> read_layout_notes(const ElfFile& file);

/// The same; also empty where the file cannot be read.
std::vector<LayoutNote> read_layout_notes(const std::filesystem::path& path);

}  // namespace assay::plugin::binary
