// SPDX-License-Identifier: Apache-2.0
#include "core/plugin/binary/constructors.hpp"

#include <elf.h>

#include <algorithm>
#include <array>

namespace assay::plugin::binary {
namespace {

/// crtfastmath's function is a handful of instructions.
constexpr std::uint64_t kLookedAt = 64;
constexpr std::uint64_t kMostConstructors = 4096;

constexpr std::byte kReturn{0xC3};

/// endbr64, then a jump: frame_dummy, behind which other functions may follow at once.
bool only_jumps(const std::vector<std::byte>& code) {
  constexpr std::array kLandingPad{std::byte{0xF3}, std::byte{0x0F}, std::byte{0x1E},
                                   std::byte{0xFA}};
  const bool pad =
      code.size() > 4 && std::equal(kLandingPad.begin(), kLandingPad.end(), code.begin());
  const std::size_t first = pad ? kLandingPad.size() : 0;
  return code.size() > first && (code[first] == std::byte{0xE9} || code[first] == std::byte{0xEB});
}

/// 0F AE /2 with a memory operand: ldmxcsr, before the function returns. An operand that looks like
/// a return hides what follows; crtfastmath's has none.
bool has_ldmxcsr(const std::vector<std::byte>& code) {
  if (only_jumps(code)) return false;
  for (std::size_t i = 0; i + 2 < code.size() && code[i] != kReturn; ++i) {
    const auto operand = static_cast<unsigned>(code[i + 2]);
    const bool to_register = operand >> 6 == 3;
    if (code[i] == std::byte{0x0F} && code[i + 1] == std::byte{0xAE} && (operand >> 3 & 7U) == 2 &&
        !to_register) {
      return true;
    }
  }
  return false;
}

/// msr fpcr, xN, little-endian.
bool has_msr_fpcr(const std::vector<std::byte>& code) {
  for (std::size_t i = 0; i + 3 < code.size(); i += 4) {
    const bool is_msr = code[i + 3] == std::byte{0xD5} && code[i + 2] == std::byte{0x1B} &&
                        code[i + 1] == std::byte{0x44} &&
                        (code[i] & std::byte{0xE0}) == std::byte{0};
    if (is_msr) return true;
  }
  return false;
}

}  // namespace

bool changes_floating_point(const ElfFile& file, const DynamicSection& section,
                            const Relocations& relocations) {
  const std::uint64_t count = std::min(section.init_array_count, kMostConstructors);
  for (std::uint64_t i = 0; i < count; ++i) {
    const std::uint64_t function = relocations.pointer_at(section.init_array + 8 * i);
    const Segment* segment = file.loaded_at(function);
    if (segment == nullptr) continue;
    const std::uint64_t left = segment->memory_size - (function - segment->address);
    const auto code = file.bytes_at(function, static_cast<std::size_t>(std::min(left, kLookedAt)));
    if (file.machine() == EM_X86_64 && has_ldmxcsr(code)) return true;
    if (file.machine() == EM_AARCH64 && has_msr_fpcr(code)) return true;
  }
  return false;
}

}  // namespace assay::plugin::binary
