// SPDX-License-Identifier: Apache-2.0
#include "core/plugin/abi_check/golden_layout.hpp"

#include <charconv>

#include "core/base/check.hpp"
#include "core/plugin/abi_check/golden_texts.hpp"

namespace assay::plugin::abi_check {
namespace {

/// The words of one line, from the left; what stands after them is a type.
class Line {
 public:
  explicit Line(std::string_view text) : rest_(text) {}

  std::string_view next() {
    const std::size_t end = std::min(rest_.find(' '), rest_.size());
    const std::string_view word = rest_.substr(0, end);
    rest_.remove_prefix(std::min(end + 1, rest_.size()));
    return word;
  }
  std::uint32_t number() {
    const std::string_view word = next();
    std::uint32_t value = 0;
    const auto [end, error] = std::from_chars(word.begin(), word.end(), value);
    ASSAY_CHECK(error == std::errc() && end == word.end());
    return value;
  }
  std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
};

/// FNV-1a, 32 bits, as plugin_api/abi/generate_layout.py writes it into the note.
std::uint32_t token_of(std::string_view type) {
  std::uint32_t token = 0x811C9DC5U;
  for (const char character : type) {
    token = (token ^ static_cast<unsigned char>(character)) * 0x01000193U;
  }
  return token;
}

LayoutItem::Kind kind_named(std::string_view word) {
  if (word == "constant") return LayoutItem::Kind::constant;
  if (word == "alias") return LayoutItem::Kind::alias;
  if (word == "struct") return LayoutItem::Kind::structure;
  ASSAY_CHECK(word == "field");
  return LayoutItem::Kind::field;
}

LayoutItem item_of(std::string_view text) {
  Line line(text);
  LayoutItem item;
  item.kind = kind_named(line.next());
  item.name = line.next();
  item.words.push_back(line.number());
  if (item.kind == LayoutItem::Kind::field) item.words.push_back(line.number());
  if (item.kind == LayoutItem::Kind::structure) item.may_grow = line.next() == "growing";
  if (item.kind == LayoutItem::Kind::field || item.kind == LayoutItem::Kind::alias) {
    item.type = line.rest();
    item.words.push_back(token_of(item.type));
  }
  return item;
}

}  // namespace

GoldenLayout parse_golden(std::string_view text) {
  GoldenLayout golden;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (!line.empty() && line[0] != '#') golden.items.push_back(item_of(line));
  }
  ASSAY_CHECK(golden.items.size() > 2 && golden.items[0].name == "ASSAY_ABI_MAJOR" &&
              golden.items[1].name == "ASSAY_ABI_MINOR");
  golden.major = golden.items[0].words[0];
  golden.minor = golden.items[1].words[0];
  return golden;
}

std::span<const GoldenLayout> golden_layouts() {
  static const std::vector<GoldenLayout> kLayouts = [] {
    std::vector<GoldenLayout> layouts;
    for (const std::string_view text : golden_texts()) layouts.push_back(parse_golden(text));
    return layouts;
  }();
  return kLayouts;
}

}  // namespace assay::plugin::abi_check
