// SPDX-License-Identifier: Apache-2.0
#include "core/plugin/binary/notes.hpp"

#include <elf.h>
#include <fmt/format.h>

namespace assay::plugin::binary {
namespace {

constexpr std::uint64_t kLargestNotes = 1 << 20;

std::uint64_t padded(std::uint64_t bytes, std::uint64_t alignment) {
  return (bytes + alignment - 1) / alignment * alignment;
}

std::string owner_at(const ElfFile& file, std::uint64_t address, std::uint32_t bytes) {
  const auto content = file.bytes_at(address, bytes);
  std::string owner(reinterpret_cast<const char*>(content.data()), content.size());
  if (!owner.empty() && owner.back() == '\0') owner.pop_back();
  return owner;
}

/// Three words (sizes of owner and content, type), the owner, the content, each padded.
void find_in(const ElfFile& file, const Segment& notes, const NoteKind& kind,
             std::vector<Note>& found) {
  constexpr std::uint64_t kHead = 12;
  const std::uint64_t end = notes.address + std::min(notes.file_size, kLargestNotes);
  for (std::uint64_t at = notes.address; at + kHead <= end;) {
    const std::uint32_t owner_bytes = file.u32_at(at);
    const std::uint32_t content_bytes = file.u32_at(at + 4);
    const std::uint64_t content = at + kHead + padded(owner_bytes, 4);
    if (owner_bytes > kLargestNotes || content_bytes > kLargestNotes ||
        content + content_bytes > end) {
      return;
    }
    if (file.u32_at(at + 8) == kind.type && owner_at(file, at + kHead, owner_bytes) == kind.owner) {
      found.push_back({content, content_bytes});
    }
    at = content + padded(content_bytes, 4);
  }
}

}  // namespace

std::vector<Note> find_notes(const ElfFile& file, const NoteKind& kind) {
  std::vector<Note> found;
  for (const Segment& segment : file.segments()) {
    if (segment.type != PT_NOTE || file.loaded_at(segment.address, segment.file_size) == nullptr) {
      continue;
    }
    find_in(file, segment, kind, found);
  }
  return found;
}

std::string build_id(const ElfFile& file) {
  std::string text;
  const auto notes = find_notes(file, {"GNU", NT_GNU_BUILD_ID});
  if (notes.empty()) return text;
  for (const std::byte byte : file.bytes_at(notes[0].address, notes[0].bytes)) {
    text += fmt::format("{:02x}", static_cast<unsigned>(byte));
  }
  return text;
}

}  // namespace assay::plugin::binary
