// SPDX-License-Identifier: Apache-2.0
#include "core/plugin/binary/layout_note.hpp"

#include <algorithm>

#include "core/plugin/binary/notes.hpp"

namespace assay::plugin::binary {
namespace {

LayoutNote read_note(const ElfFile& file, const Note& note) {
  LayoutNote layout{file.u32_at(note.address), file.u32_at(note.address + 4), {}};
  for (std::uint32_t at = 8; at + 4 <= note.bytes; at += 4) {
    layout.words.push_back(file.u32_at(note.address + at));
  }
  return layout;
}

}  // namespace

std::vector<LayoutNote> read_layout_notes(const ElfFile& file) {
  constexpr std::uint32_t kVersions = 8;  // bytes of major and minor
  std::vector<LayoutNote> layouts;
  for (const Note& note : find_notes(file, {"assay", 1})) {
    if (note.bytes < kVersions) continue;
    LayoutNote layout = read_note(file, note);
    const bool seen = std::find(layouts.begin(), layouts.end(), layout) != layouts.end();
    if (!seen) layouts.push_back(std::move(layout));
  }
  return layouts;
}

std::vector<LayoutNote> read_layout_notes(const std::filesystem::path& path) {
  try {
    return read_layout_notes(ElfFile(path));
  } catch (const Damage&) {
    return {};
  }
}

}  // namespace assay::plugin::binary
