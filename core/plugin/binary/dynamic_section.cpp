// SPDX-License-Identifier: Apache-2.0
#include "core/plugin/binary/dynamic_section.hpp"

#include <fmt/format.h>
#include <gelf.h>

#include <algorithm>
#include <map>

#include "core/plugin/binary/symbol_count.hpp"

namespace assay::plugin::binary {
namespace {

/// The section's entries; of tags that may stand once, the first.
class Tags {
 public:
  explicit Tags(const ElfFile& file) {
    const Segment* segment = file.first_of(PT_DYNAMIC);
    if (segment == nullptr) {
      throw Damage{"it has nothing to link (no dynamic section); link it with -shared"};
    }
    const std::uint64_t count = segment->file_size / sizeof(Elf64_Dyn);
    const auto* entries = file.table_at<Elf64_Dyn>(segment->address, count, ELF_T_DYN);
    for (std::uint64_t i = 0; i < count && entries[i].d_tag != DT_NULL; ++i) {
      if (entries[i].d_tag == DT_NEEDED) {
        needed_.push_back(entries[i].d_un.d_val);
      } else {
        values_.emplace(entries[i].d_tag, entries[i].d_un.d_val);
      }
    }
  }

  std::uint64_t value(std::int64_t tag) const {
    const auto found = values_.find(tag);
    return found == values_.end() ? 0 : found->second;
  }
  bool has(std::int64_t tag) const { return values_.contains(tag); }
  const std::vector<std::uint64_t>& needed() const { return needed_; }

 private:
  std::map<std::int64_t, std::uint64_t> values_;
  std::vector<std::uint64_t> needed_;
};

/// DT_STRTAB as a whole: names are looked up by the thousand.
class Names {
 public:
  Names(const ElfFile& file, const Tags& tags) {
    const std::uint64_t bytes = tags.value(DT_STRSZ);
    if (bytes > file.size()) throw Damage{"its table of names is larger than the file"};
    const auto* text = file.table_at<char>(tags.value(DT_STRTAB), bytes, ELF_T_BYTE);
    if (bytes > 0) text_.assign(text, bytes);
  }
  std::string at(std::uint64_t offset) const {
    if (offset >= text_.size()) throw Damage{"a name lies outside the table of names"};
    return text_.c_str() + offset;
  }
  std::string optional_at(const Tags& tags, std::int64_t tag) const {
    return tags.has(tag) ? at(tags.value(tag)) : std::string();
  }

 private:
  std::string text_;
};

std::vector<DynamicSymbol> read_symbols(const ElfFile& file, const Tags& tags, const Names& names) {
  const std::uint64_t count =
      count_symbols(file, tags.value(DT_HASH), tags.value(DT_GNU_HASH), tags.value(DT_SYMTAB));
  const auto* records = file.table_at<Elf64_Sym>(tags.value(DT_SYMTAB), count, ELF_T_SYM);
  std::vector<DynamicSymbol> symbols;
  symbols.reserve(count);
  for (std::uint64_t i = 0; i < count; ++i) {
    const Elf64_Sym& record = records[i];
    symbols.push_back({names.at(record.st_name), record.st_value, record.st_size,
                       static_cast<unsigned char>(ELF64_ST_TYPE(record.st_info)),
                       static_cast<unsigned char>(ELF64_ST_BIND(record.st_info)),
                       static_cast<unsigned char>(ELF64_ST_VISIBILITY(record.st_other)),
                       record.st_shndx != SHN_UNDEF});
  }
  return symbols;
}

/// A chain of records, each of which says how far the next one is.
std::vector<VersionNeed> read_version_needs(const ElfFile& file, const Tags& tags,
                                            const Names& names) {
  constexpr std::uint64_t kMost = 10'000;
  std::vector<VersionNeed> needs;
  std::uint64_t at = tags.value(DT_VERNEED);
  const std::uint64_t libraries = std::min(tags.value(DT_VERNEEDNUM), kMost);
  for (std::uint64_t i = 0; i < libraries; ++i) {
    // Elf64_Verneed: two halves (version, count), three words (name, versions, next library).
    const std::uint16_t count = file.table_at<std::uint16_t>(at, 2, ELF_T_HALF)[1];
    const auto* words = file.table_at<std::uint32_t>(at + 4, 3, ELF_T_WORD);
    const std::string library = names.at(words[0]);
    std::uint64_t version_at = at + words[1];
    for (std::uint16_t k = 0; k < count && needs.size() < kMost; ++k) {
      // Elf64_Vernaux: a word, two halves, two words (name, next version).
      const auto* version = file.table_at<std::uint32_t>(version_at + 8, 2, ELF_T_WORD);
      needs.push_back({library, names.at(version[0])});
      if (version[1] == 0) break;
      version_at += version[1];
    }
    if (words[2] == 0) break;
    at += words[2];
  }
  return needs;
}

}  // namespace

bool DynamicSymbol::is_exported() const {
  return is_defined && binding != STB_LOCAL &&
         (visibility == STV_DEFAULT || visibility == STV_PROTECTED);
}

const DynamicSymbol* DynamicSection::find(const std::string& name) const {
  const auto it = std::find_if(symbols.begin(), symbols.end(), [&](const DynamicSymbol& symbol) {
    return symbol.is_defined && symbol.name == name;
  });
  return it == symbols.end() ? nullptr : &*it;
}

DynamicSection read_dynamic_section(const ElfFile& file) {
  const Tags tags(file);
  const Names names(file, tags);
  DynamicSection section;
  for (const std::uint64_t offset : tags.needed()) section.needed.push_back(names.at(offset));
  section.soname = names.optional_at(tags, DT_SONAME);
  section.rpath = names.optional_at(tags, DT_RPATH);
  section.runpath = names.optional_at(tags, DT_RUNPATH);
  section.flags = tags.value(DT_FLAGS);
  section.flags_1 = tags.value(DT_FLAGS_1);
  section.text_relocations = tags.has(DT_TEXTREL) || (section.flags & DF_TEXTREL) != 0;
  section.bind_now = tags.has(DT_BIND_NOW) || (section.flags & DF_BIND_NOW) != 0 ||
                     (section.flags_1 & DF_1_NOW) != 0;
  section.init_array = tags.value(DT_INIT_ARRAY);
  section.init_array_count = tags.value(DT_INIT_ARRAYSZ) / sizeof(std::uint64_t);
  section.fini_array_count = tags.value(DT_FINI_ARRAYSZ) / sizeof(std::uint64_t);
  section.symbols = read_symbols(file, tags, names);
  section.version_needs = read_version_needs(file, tags, names);
  section.rela = {tags.value(DT_RELA), tags.value(DT_RELASZ)};
  section.plt = {tags.value(DT_JMPREL), tags.value(DT_PLTRELSZ)};
  section.relr = {tags.value(DT_RELR), tags.value(DT_RELRSZ)};
  section.relative_count = tags.value(DT_RELACOUNT);
  return section;
}

}  // namespace assay::plugin::binary
