// SPDX-License-Identifier: Apache-2.0
// A plugin's descriptor, read from its file: constant data behind one symbol. Nothing of the plugin
// runs, and it may be of another machine.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/plugin/binary/relocations.hpp"
#include "core/plugin/wire/description.hpp"

namespace assay::plugin::binary {

/// What only the file tells of an entry.
struct EntryCode {
  std::uint64_t load = 0;  // addresses; 0 for none
  std::uint64_t predict = 0;
  std::uint64_t unload = 0;
};

struct Descriptor {
  wire::Description description;
  std::uint32_t magic = 0;
  std::uint32_t struct_size = 0;
  std::uint32_t min_host_minor = 0;
  std::uint32_t flags = 0;
  std::string author;
  std::string url;
  std::string license;
  std::uint64_t init = 0;  // addresses; 0 for none
  std::uint64_t shutdown = 0;
  std::uint64_t extension = 0;
  std::vector<EntryCode> code;  // as description.entries
};

/// Throws Damage where no descriptor is exported.
const DynamicSymbol& descriptor_symbol(const DynamicSection& section);

/// Requires nothing of what it reads but that it can be read; throws Damage otherwise, also where
/// its head is not that of a descriptor.
Descriptor read_descriptor(const ElfFile& file, const DynamicSymbol& symbol,
                           const Relocations& relocations);

}  // namespace assay::plugin::binary
