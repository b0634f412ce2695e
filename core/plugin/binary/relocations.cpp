// SPDX-License-Identifier: Apache-2.0
#include "core/plugin/binary/relocations.hpp"

#include <gelf.h>

#include <algorithm>

namespace assay::plugin::binary {
namespace {

/// A table of `bytes` cannot be larger than its file.
std::uint64_t count_in(const ElfFile& file, const Range& range, std::uint64_t width) {
  if (range.bytes > file.size()) throw Damage{"a table of relocations is larger than the file"};
  return range.bytes / width;
}

void add_rela(const ElfFile& file, const Range& range, const std::vector<DynamicSymbol>& symbols,
              std::vector<Relocation>& result) {
  const std::uint64_t count = count_in(file, range, sizeof(Elf64_Rela));
  const auto* records = file.table_at<Elf64_Rela>(range.address, count, ELF_T_RELA);
  result.reserve(result.size() + count);
  for (std::uint64_t i = 0; i < count; ++i) {
    const auto symbol = static_cast<std::uint32_t>(ELF64_R_SYM(records[i].r_info));
    if (symbol >= symbols.size() && symbol != 0) {
      throw Damage{"a relocation refers to a symbol that it does not have"};
    }
    const bool foreign = symbol != 0 && !symbols[symbol].is_defined;
    const std::uint64_t base = symbol == 0 ? 0 : symbols[symbol].value;
    const auto addend = static_cast<std::uint64_t>(records[i].r_addend);
    result.push_back({records[i].r_offset, foreign ? 0 : base + addend, symbol, false});
  }
}

/// An even word is an address; an odd one says with each further bit whether the words after the
/// last address are meant too.
void add_relr(const ElfFile& file, const Range& range, std::vector<Relocation>& result) {
  constexpr std::uint64_t kWord = sizeof(std::uint64_t);
  const std::uint64_t count = count_in(file, range, kWord);
  const auto* words = file.table_at<std::uint64_t>(range.address, count, ELF_T_XWORD);
  const auto add = [&](std::uint64_t address) { result.push_back({address, 0, 0, true}); };
  std::uint64_t next = 0;
  for (std::uint64_t i = 0; i < count; ++i) {
    if ((words[i] & 1U) == 0) {
      add(words[i]);
      next = words[i] + kWord;
      continue;
    }
    for (std::uint64_t bit = 1; bit < 64; ++bit) {
      if ((words[i] >> bit & 1U) != 0) add(next + (bit - 1) * kWord);
    }
    next += 63 * kWord;
  }
}

}  // namespace

std::vector<Relocation> read_relocations(const ElfFile& file, const RelocationTables& tables,
                                         const std::vector<DynamicSymbol>& symbols) {
  std::vector<Relocation> relocations;
  add_rela(file, tables.rela, symbols, relocations);
  add_rela(file, tables.plt, symbols, relocations);
  add_relr(file, tables.relr, relocations);
  const auto before = [](const Relocation& a, const Relocation& b) {
    return a.address < b.address;
  };
  // Linkers sort most of them already.
  if (!std::is_sorted(relocations.begin(), relocations.end(), before)) {
    std::stable_sort(relocations.begin(), relocations.end(), before);
  }
  return relocations;
}

}  // namespace assay::plugin::binary
