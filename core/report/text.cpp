// SPDX-License-Identifier: Apache-2.0
#include "core/report/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace assay::report {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD

struct CodePoint {
  char32_t value = 0;
  std::size_t bytes = 0;  // 0: not UTF-8
};

// First byte, its mask, and the smallest value that needs that many bytes (RFC 3629).
struct Lead {
  unsigned char mask, bits;
  char32_t smallest;
};
constexpr std::array<Lead, 4> kLeads{
    {{0x80, 0x00, 0x0}, {0xE0, 0xC0, 0x80}, {0xF0, 0xE0, 0x800}, {0xF8, 0xF0, 0x10000}}};

CodePoint read_code_point(std::string_view text) {
  const auto first = static_cast<unsigned char>(text[0]);
  for (std::size_t i = 0; i < kLeads.size(); ++i) {
    const Lead& lead = kLeads[i];
    if ((first & lead.mask) != lead.bits) continue;
    if (text.size() <= i) return {};
    char32_t value = first & static_cast<unsigned char>(~lead.mask);
    for (std::size_t k = 1; k <= i; ++k) {
      const auto next = static_cast<unsigned char>(text[k]);
      if ((next & 0xC0) != 0x80) return {};
      value = value << 6 | (next & 0x3FU);
    }
    const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
    if (value < lead.smallest || value > 0x10FFFF || surrogate) return {};
    return {value, i + 1};
  }
  return {};
}

/// XML 1.0's Char, without the C1 controls that terminals obey.
bool is_harmless(char32_t c) {
  if (c < 0x20) return c == '\t' || c == '\n';
  return (c < 0x7F || c > 0x9F) && (c & 0xFFFE) != 0xFFFE;
}

bool starts_code_point(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
}

}  // namespace

std::string clean_text(std::string_view text) {
  std::string clean;
  clean.reserve(text.size());
  while (!text.empty()) {
    const CodePoint point = read_code_point(text);
    const std::size_t bytes = std::max<std::size_t>(point.bytes, 1);
    const bool keep = point.bytes > 0 && is_harmless(point.value);
    clean += keep ? text.substr(0, bytes) : kReplacement;
    text.remove_prefix(bytes);
  }
  return clean;
}

std::string one_line(std::string_view text) {
  std::string line = clean_text(text);
  std::replace(line.begin(), line.end(), '\n', ' ');
  std::replace(line.begin(), line.end(), '\t', ' ');
  return line;
}

std::string escape_markup(std::string_view text) {
  std::string escaped;
  for (const char c : clean_text(text)) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\'':
        escaped += "&#39;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

std::string counted(std::size_t count, std::string_view what) {
  return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

std::size_t length_of(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), starts_code_point));
}

std::string shortened(std::string_view text, std::size_t limit) {
  if (length_of(text) <= limit) return std::string(text);
  constexpr std::string_view kDots = "...";
  const std::size_t kept = limit > kDots.size() ? limit - kDots.size() : 0;
  std::size_t seen = 0;
  std::size_t end = 0;
  for (; end < text.size(); ++end) {
    if (starts_code_point(text[end]) && seen++ == kept) break;
  }
  return std::string(text.substr(0, end)) + std::string(kDots.substr(0, limit));
}

std::vector<std::string> wrapped(std::string_view text, std::size_t columns) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    std::size_t end = text.size();
    if (end > columns) {
      const std::size_t before = text.rfind(' ', columns);
      const std::size_t after = text.find(' ', columns);
      end = before != std::string_view::npos && before > 0 ? before : std::min(after, text.size());
    }
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::string padded(std::string_view text, std::size_t width) {
  const std::size_t length = length_of(text);
  return std::string(text) + std::string(width > length ? width - length : 0, ' ');
}

std::string right_aligned(std::string_view text, std::size_t width) {
  const std::size_t length = length_of(text);
  return std::string(width > length ? width - length : 0, ' ') + std::string(text);
}

}  // namespace assay::report
