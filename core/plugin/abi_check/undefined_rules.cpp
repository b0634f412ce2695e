// SPDX-License-Identifier: Apache-2.0
// Symbols that nobody defines: such a plugin fails when it is loaded, on somebody else's machine.
#include <elf.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <deque>
#include <set>
#include <unordered_set>

#include "core/plugin/abi_check/judge.hpp"
#include "core/plugin/binary/library_search.hpp"
#include "core/plugin/utf8.hpp"

namespace assay::plugin::abi_check {
namespace {

using binary::DynamicSection;
using binary::DynamicSymbol;
using binary::Inspection;

std::unordered_set<std::string> wanted_by(const DynamicSection& dynamic) {
  std::unordered_set<std::string> names;
  for (const DynamicSymbol& symbol : dynamic.symbols) {
    const bool must_be_found =
        !symbol.is_defined && symbol.binding == STB_GLOBAL && !symbol.name.empty();
    if (must_be_found) names.insert(symbol.name);
  }
  return names;
}

/// The libraries that a plugin needs, nearest first, as the loader would look through them.
class Needed {
 public:
  explicit Needed(const Inspection& inspection) { enqueue(inspection.dynamic, inspection.file); }

  /// Strikes out of `names` what the next library defines; false when there is none.
  bool strike_next(std::unordered_set<std::string>& names) {
    if (queue_.empty()) return false;
    const std::filesystem::path file = queue_.front();
    queue_.pop_front();
    try {
      const binary::ElfFile library(file);
      const DynamicSection dynamic = binary::read_dynamic_section(library);
      for (const DynamicSymbol& symbol : dynamic.symbols) {
        if (symbol.is_exported()) names.erase(symbol.name);
      }
      enqueue(dynamic, file);
    } catch (const binary::Damage&) {
      absent_.push_back(file.string());
    }
    return true;
  }
  const std::vector<std::string>& absent() const { return absent_; }

 private:
  void enqueue(const DynamicSection& dynamic, const std::filesystem::path& file) {
    const auto folders = binary::search_folders(dynamic, file);
    for (const std::string& name : dynamic.needed) {
      if (!seen_.insert(name).second) continue;
      if (const auto found = binary::find_library(name, folders)) {
        queue_.push_back(*found);
      } else {
        absent_.push_back(name);
      }
    }
  }

  std::deque<std::filesystem::path> queue_;
  std::set<std::string> seen_;
  std::vector<std::string> absent_;
};

}  // namespace

void check_undefined(const Inspection& inspection, Findings& findings) {
  if (inspection.elf.machine != binary::own_machine()) return;  // its libraries are not here
  std::unordered_set<std::string> names = wanted_by(inspection.dynamic);
  Needed needed(inspection);
  while (!names.empty() && needed.strike_next(names)) {
  }
  if (!needed.absent().empty()) {
    findings.add("elf.missing-library",
                 fmt::format("{} is not on this machine",
                             printable(fmt::format("{}", fmt::join(needed.absent(), ", ")))));
    return;  // they may define what is missing
  }
  if (names.empty()) return;
  const std::set<std::string> sorted(names.begin(), names.end());
  const std::string more =
      sorted.size() > 1 ? fmt::format(" and {} more", sorted.size() - 1) : std::string();
  findings.add("elf.undefined", fmt::format("no library that it needs defines {}{}",
                                            printable(*sorted.begin()), more));
}

}  // namespace assay::plugin::abi_check
