// SPDX-License-Identifier: Apache-2.0
// The layout that a plugin was compiled with, beside the golden of the contract that it names.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "core/plugin/abi_check/debug_layout.hpp"
#include "core/plugin/abi_check/golden_layout.hpp"
#include "core/plugin/abi_check/judge.hpp"

namespace assay::plugin::abi_check {
namespace {

using binary::LayoutNote;
using Kind = LayoutItem::Kind;

/// The golden that a note is held against. A minor that is newer than this assay begins with the
/// newest one it knows.
struct Reference {
  const GoldenLayout* golden = nullptr;  // nullptr: none of that major
  bool is_newer = false;
};

Reference reference_of(const LayoutNote& note) {
  Reference reference;
  for (const GoldenLayout& golden : golden_layouts()) {
    if (golden.major != note.major || golden.minor > note.minor) continue;
    reference = {&golden, golden.minor < note.minor};
  }
  return reference;
}

/// What differs, by the type it is part of, or by the constant's name.
struct Differences {
  std::map<std::string, std::vector<std::string>> of_types;
  std::vector<std::string> of_constants;
};

std::string difference_of(const LayoutItem& item, std::span<const std::uint32_t> seen) {
  const auto differs = [&](std::size_t i) {
    return i < seen.size() && seen[i] != kUnknownWord && seen[i] != item.words[i];
  };
  const std::size_t size_word = item.kind == Kind::field ? 1 : 0;
  if (item.kind == Kind::field && differs(0)) {
    return fmt::format("{} lies at byte {}, not {}", item.name, seen[0], item.words[0]);
  }
  if (differs(size_word)) {
    return fmt::format("{} has {} bytes, not {}", item.name, seen[size_word],
                       item.words[size_word]);
  }
  if (differs(size_word + 1)) return fmt::format("{} is not '{}'", item.name, item.type);
  return "";
}

void compare_constant(const LayoutItem& item, std::uint32_t seen, bool is_newer,
                      Differences& differences) {
  const bool is_the_minor = is_newer && item.name == "ASSAY_ABI_MINOR";
  if (seen == item.words[0] || seen == kUnknownWord || is_the_minor) return;
  differences.of_constants.push_back(
      fmt::format("{} is {}, not {}", item.name, seen, item.words[0]));
}

void compare_item(const LayoutItem& item, std::span<const std::uint32_t> seen, bool is_newer,
                  Differences& differences) {
  if (item.kind == Kind::constant) {
    compare_constant(item, seen[0], is_newer, differences);
    return;
  }
  const bool has_grown = is_newer && item.may_grow && seen[0] > item.words[0];
  const std::string difference = has_grown ? "" : difference_of(item, seen);
  if (difference.empty()) return;
  differences.of_types[item.name.substr(0, item.name.find('.'))].push_back(difference);
}

std::size_t word_count(const GoldenLayout& golden) {
  std::size_t count = 0;
  for (const LayoutItem& item : golden.items) count += item.words.size();
  return count;
}

/// Requires that the note has a word for each of the golden's.
Differences compare(const LayoutNote& note, const Reference& reference) {
  Differences differences;
  std::span<const std::uint32_t> words = note.words;
  for (const LayoutItem& item : reference.golden->items) {
    compare_item(item, words.first(item.words.size()), reference.is_newer, differences);
    words = words.subspan(item.words.size());
  }
  return differences;
}

/// "a", "a, and 3 more".
std::string first_of(const std::vector<std::string>& texts) {
  if (texts.size() == 1) return texts[0];
  return fmt::format("{}, and {} more", texts[0], texts.size() - 1);
}

void check_note(const LayoutNote& note, Findings& findings) {
  const Reference reference = reference_of(note);
  if (reference.golden == nullptr) {
    findings.add("layout.version",
                 fmt::format("it was compiled with the contract {}.{}, of which this assay has no "
                             "layout",
                             note.major, note.minor));
    return;
  }
  const std::size_t wanted = word_count(*reference.golden);
  if (note.words.size() < wanted || (note.words.size() > wanted && !reference.is_newer)) {
    findings.add("layout.note", fmt::format("its layout note has {} words instead of {}",
                                            note.words.size(), wanted));
    return;
  }
  const Differences differences = compare(note, reference);
  for (const auto& [type, texts] : differences.of_types) {
    findings.add("layout.type", first_of(texts));
  }
  if (!differences.of_constants.empty()) {
    findings.add("layout.constant", first_of(differences.of_constants));
  }
}

}  // namespace

void check_notes(std::span<const LayoutNote> notes, Findings& findings) {
  for (const LayoutNote& note : notes) check_note(note, findings);
}

void check_layout(const binary::Inspection& inspection, Findings& findings) {
  check_notes(inspection.layout_notes, findings);
  if (!inspection.layout_notes.empty()) return;
  const std::uint32_t minor = inspection.descriptor.description.abi_minor;
  const Reference reference = reference_of({binary::own_contract().major, minor, {}});
  const auto units = binary::read_debug_types(inspection.file);
  if (units.empty() || reference.golden == nullptr) {
    findings.add("layout.unknown",
                 "neither a layout note nor debug information tells how its types are laid out");
    return;
  }
  check_notes(notes_of(units, *reference.golden), findings);
}

void check_layout_version(const binary::Inspection& inspection, Findings& findings) {
  for (const LayoutNote& note : inspection.layout_notes) {
    const std::uint32_t said = inspection.descriptor.description.abi_minor;
    if (note.minor == said) continue;
    findings.add("layout.version",
                 fmt::format("a part was compiled with the contract {}.{}, its descriptor says "
                             "{}.{}",
                             note.major, note.minor, note.major, said));
  }
}

}  // namespace assay::plugin::abi_check
