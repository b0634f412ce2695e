// SPDX-License-Identifier: Apache-2.0
#include "core/plugin/utf8.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace assay::plugin {
namespace {

/// Bytes of the sequence that begins the text, by Unicode's table 3-7; 0 where none does.
std::size_t sequence_length(std::string_view text) {
  const auto at = [&](std::size_t i) -> std::uint32_t {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
  };
  const auto follows = [&](std::size_t i) { return (at(i) & 0xC0U) == 0x80U; };
  const std::uint32_t first = at(0);
  const std::uint32_t second = at(1);
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first <= 0xDF) return follows(1) ? 2 : 0;
  if (first >= 0xE0 && first <= 0xEF) {
    const bool overlong = first == 0xE0 && second < 0xA0;
    const bool surrogate = first == 0xED && second > 0x9F;
    return follows(1) && follows(2) && !overlong && !surrogate ? 3 : 0;
  }
  if (first >= 0xF0 && first <= 0xF4) {
    const bool overlong = first == 0xF0 && second < 0x90;
    const bool too_large = first == 0xF4 && second > 0x8F;
    return follows(1) && follows(2) && follows(3) && !overlong && !too_large ? 4 : 0;
  }
  return 0;
}

/// C0 without the newline, C1, and what turns the direction of the text around it (Unicode's
/// Bidi_Control): a terminal obeys these instead of showing them.
bool is_control(std::string_view sequence) {
  const auto at = [&](std::size_t i) { return static_cast<unsigned char>(sequence[i]); };
  if (sequence.size() == 1) return (at(0) < 0x20 && at(0) != '\n') || at(0) == 0x7F;
  if (sequence.size() == 2) return (at(0) == 0xC2 && at(1) < 0xA0) || sequence == "\xD8\x9C";
  const bool general = sequence.size() == 3 && at(0) == 0xE2;
  if (general && at(1) == 0x80)
    return at(2) == 0x8E || at(2) == 0x8F || (at(2) >= 0xAA && at(2) <= 0xAE);
  return general && at(1) == 0x81 && at(2) >= 0xA6 && at(2) <= 0xA9;
}

}  // namespace

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const std::size_t length = sequence_length(text);
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

std::string printable(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const std::size_t length = sequence_length(text);
    if (length == 0 || is_control(text.substr(0, length))) {
      result += '?';
      text.remove_prefix(std::max<std::size_t>(length, 1));
    } else {
      result += text.substr(0, length);
      text.remove_prefix(length);
    }
  }
  return result;
}

}  // namespace assay::plugin
