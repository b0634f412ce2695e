// SPDX-License-Identifier: Apache-2.0
// All that can be known of a plugin without running it: what it says about itself, and what its
// file is. `assay inspect` shows it, `assay abi-check` judges it.
#pragma once

#include <filesystem>
#include <string>
#include <variant>
#include <vector>

#include "core/plugin/binary/descriptor.hpp"
#include "core/plugin/binary/layout_note.hpp"

namespace assay::plugin::binary {

struct ElfFacts {
  std::uint64_t bytes = 0;
  std::uint16_t machine = 0;  // EM_
  bool is_big_endian = false;
  std::string build_id;  // hex, or empty
  bool executable_stack = false;
  bool relro = false;
  bool writable_code = false;  // a segment that is both
};

/// The contract that this assay speaks, beside which a plugin's numbers are read.
struct Contract {
  std::uint32_t major = 0;
  std::uint32_t minor = 0;
};
Contract own_contract();

struct Inspection {
  std::filesystem::path file;
  ElfFacts elf;
  std::vector<Segment> segments;
  DynamicSection dynamic;
  bool changes_floating_point = false;  // when it is loaded
  std::vector<LayoutNote> layout_notes;
  Descriptor descriptor;

  /// Nobody can write there once the library is loaded.
  bool is_constant(std::uint64_t address) const;
  /// Code of the library itself.
  bool is_code(std::uint64_t address) const;

  /// This assay is new enough for it.
  bool is_usable() const { return descriptor.min_host_minor <= own_contract().minor; }
};

using Reading = std::variant<Inspection, Damage>;
/// What it reads, or why it cannot.
Reading try_inspect(const std::filesystem::path& path);

/// The same, but throws Error{plugin}: "<path>: it is ...", in one line.
Inspection inspect(const std::filesystem::path& path);

}  // namespace assay::plugin::binary
