// SPDX-License-Identifier: Apache-2.0
// The contract's types as debug information (DWARF) has them: for plugins that carry no layout
// note.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace assay::plugin::binary {

struct DebugField {
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
  std::string type;  // as C: "const char*", "void (*)(const assay_host_t*)"
};

/// What one compilation unit defines.
struct DebugTypes {
  struct Struct {
    std::uint64_t size = 0;
    std::map<std::string, DebugField> fields;  // those of a union inside as "u.i"
  };
  struct Alias {
    std::uint64_t size = 0;
    std::string type;
  };
  bool is_c = false;                      // or C++: types are written as there
  std::map<std::string, Struct> structs;  // by the name of the typedef: "assay_host_t"
  std::map<std::string, Alias> aliases;
};

/// Of each unit that defines any; empty where the file has no debug information of its own, or it
/// makes no sense.
std::vector<DebugTypes> read_debug_types(const std::filesystem::path& path);

}  // namespace assay::plugin::binary
