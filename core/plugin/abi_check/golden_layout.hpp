// SPDX-License-Identifier: Apache-2.0
// The layouts of the contract that were ever released, as archived in plugin_api/abi.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace assay::plugin::abi_check {

/// In a layout note, of what its writer could not tell.
inline constexpr std::uint32_t kUnknownWord = 0xFFFFFFFFU;

/// What a plugin and its host must agree on, with the words that a layout note has for it.
struct LayoutItem {
  enum class Kind { constant, alias, structure, field };
  Kind kind = Kind::constant;
  std::string name;                  // "ASSAY_OK", "assay_str_t", "assay_str_t.data"
  std::vector<std::uint32_t> words;  // value; size and type; size; offset, size and type
  std::string type;                  // of an alias or field, as C
  bool may_grow = false;             // a struct that begins with its size
};

struct GoldenLayout {
  std::uint32_t major = 0;
  std::uint32_t minor = 0;
  std::vector<LayoutItem> items;
};

/// Reads a golden, which is a file of the project: a fault in it ends the program.
GoldenLayout parse_golden(std::string_view text);

/// Oldest first; the last is of the contract that this assay speaks.
std::span<const GoldenLayout> golden_layouts();

}  // namespace assay::plugin::abi_check
