// SPDX-License-Identifier: Apache-2.0
// Notes that compilers and linkers leave in a library, by owner and type.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/plugin/binary/elf_file.hpp"

namespace assay::plugin::binary {

/// The content of the first note of that owner and type ("GNU", 3 is the build id); nullopt where
/// there is none. Notes that make no sense are passed over.
std::optional<std::vector<std::byte>> find_note(const ElfFile& file, const std::string& owner,
                                                std::uint32_t type);

/// In hex; empty where the library has none.
std::string build_id(const ElfFile& file);

}  // namespace assay::plugin::binary
