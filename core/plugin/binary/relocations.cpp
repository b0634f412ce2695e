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

/// Where a record that is about a symbol, or about none, makes the pointer point.
std::uint64_t target_of(const Elf64_Rela& record, const std::vector<DynamicSymbol>& symbols) {
  const auto symbol = static_cast<std::size_t>(ELF64_R_SYM(record.r_info));
  const auto addend = static_cast<std::uint64_t>(record.r_addend);
  if (symbol == 0) return addend;
  if (symbol >= symbols.size()) {
    throw Damage{"a relocation refers to a symbol that it does not have"};
  }
  return symbols[symbol].is_defined ? symbols[symbol].value + addend : 0;
}

}  // namespace

Relocations::Relocations(const ElfFile& file, const DynamicSection& section) : file_(file) {
  read_rela(section.rela, section.relative_count, section.symbols);
  read_rela(section.plt, 0, section.symbols);
  read_packed(section.relr);
  std::stable_sort(others_.begin(), others_.end(),
                   [](const Target& a, const Target& b) { return a.address < b.address; });
}

/// The first `relative_count` records are about no symbol and mostly sorted: those stay where they
/// are.
void Relocations::read_rela(const Range& range, std::uint64_t relative_count,
                            const std::vector<DynamicSymbol>& symbols) {
  const std::uint64_t count = count_in(file_, range, sizeof(Elf64_Rela));
  const auto* records = file_.table_at<Elf64_Rela>(range.address, count, ELF_T_RELA);
  const Elf64_Rela* rest = records;
  const auto plain = static_cast<std::size_t>(std::min(relative_count, count));
  const auto before = [](const Elf64_Rela& a, const Elf64_Rela& b) {
    return a.r_offset < b.r_offset;
  };
  if (plain > 0 && std::is_sorted(records, records + plain, before)) {
    relative_ = records;
    relative_count_ = plain;
    rest = records + plain;
  }
  for (const Elf64_Rela* record = rest; record != records + count; ++record) {
    others_.push_back({record->r_offset, target_of(*record, symbols)});
  }
}

/// An even word is an address; an odd one says with each further bit whether the words after the
/// last address are meant too.
void Relocations::read_packed(const Range& range) {
  constexpr std::uint64_t kWord = sizeof(std::uint64_t);
  const std::uint64_t count = count_in(file_, range, kWord);
  const auto* words = file_.table_at<std::uint64_t>(range.address, count, ELF_T_XWORD);
  std::uint64_t next = 0;
  for (std::uint64_t i = 0; i < count; ++i) {
    if ((words[i] & 1U) == 0) {
      packed_.push_back(words[i]);
      next = words[i] + kWord;
      continue;
    }
    for (std::uint64_t bit = 1; bit < 64; ++bit) {
      if ((words[i] >> bit & 1U) != 0) packed_.push_back(next + (bit - 1) * kWord);
    }
    next += 63 * kWord;
  }
  if (!std::is_sorted(packed_.begin(), packed_.end())) std::sort(packed_.begin(), packed_.end());
}

std::uint64_t Relocations::pointer_at(std::uint64_t address) const {
  const auto other = std::lower_bound(
      others_.begin(), others_.end(), address,
      [](const Target& target, std::uint64_t wanted) { return target.address < wanted; });
  if (other != others_.end() && other->address == address) return other->target;
  const Elf64_Rela* const end = relative_ + relative_count_;
  const Elf64_Rela* relative = std::lower_bound(
      relative_, end, address,
      [](const Elf64_Rela& record, std::uint64_t wanted) { return record.r_offset < wanted; });
  if (relative != end && relative->r_offset == address) {
    return static_cast<std::uint64_t>(relative->r_addend);
  }
  return file_.u64_at(address);  // packed, or no relocation at all: what the file holds
}

}  // namespace assay::plugin::binary
