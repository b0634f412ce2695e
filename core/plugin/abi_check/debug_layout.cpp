// SPDX-License-Identifier: Apache-2.0
#include "core/plugin/abi_check/debug_layout.hpp"

#include <algorithm>

namespace assay::plugin::abi_check {
namespace {

using binary::DebugTypes;
using Kind = LayoutItem::Kind;

std::uint32_t word(std::uint64_t number) {
  return static_cast<std::uint32_t>(std::min<std::uint64_t>(number, kUnknownWord - 1));
}

/// The golden's text ends with a macro that compilers do not keep. Other languages write types in
/// ways of their own.
std::uint32_t type_word(const LayoutItem& item, const DebugTypes& types, const std::string& seen) {
  if (!types.is_c) return kUnknownWord;
  constexpr std::string_view kNoexcept = " ASSAY_NOEXCEPT";
  std::string_view wanted = item.type;
  if (wanted.ends_with(kNoexcept)) wanted.remove_suffix(kNoexcept.size());
  return seen == wanted ? item.words.back() : 0;
}

std::vector<std::uint32_t> words_of(const LayoutItem& item, const DebugTypes& types) {
  const std::vector<std::uint32_t> unknown(item.words.size(), kUnknownWord);
  if (item.kind == Kind::alias) {
    const auto alias = types.aliases.find(item.name);
    if (alias == types.aliases.end()) return unknown;
    return {word(alias->second.size), type_word(item, types, alias->second.type)};
  }
  const std::size_t dot = std::min(item.name.find('.'), item.name.size());
  const auto found = types.structs.find(item.name.substr(0, dot));
  if (item.kind == Kind::constant || found == types.structs.end()) return unknown;
  if (item.kind == Kind::structure) return {word(found->second.size)};
  const auto field = found->second.fields.find(item.name.substr(dot + 1));
  if (field == found->second.fields.end()) {
    // In C it differs, whatever was wanted; elsewhere it may have to bear another name.
    return types.is_c ? std::vector<std::uint32_t>{0, 0, 0} : unknown;
  }
  return {word(field->second.offset), word(field->second.size),
          type_word(item, types, field->second.type)};
}

}  // namespace

std::vector<binary::LayoutNote> notes_of(std::span<const DebugTypes> units,
                                         const GoldenLayout& golden) {
  std::vector<binary::LayoutNote> notes;
  for (const DebugTypes& types : units) {
    binary::LayoutNote note{golden.major, golden.minor, {}};
    for (const LayoutItem& item : golden.items) {
      for (const std::uint32_t each : words_of(item, types)) note.words.push_back(each);
    }
    if (std::find(notes.begin(), notes.end(), note) == notes.end()) notes.push_back(note);
  }
  return notes;
}

}  // namespace assay::plugin::abi_check
