// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/json_fault.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>
#include <vector>

#include "core/base/lines.hpp"

namespace assay::dataset {
namespace {

using nlohmann::json;

/// Follows the path to where the parser is, and keeps the first fault.
class FaultFinder : public nlohmann::json_sax<json> {
 public:
  bool null() override { return value(); }
  bool boolean(bool) override { return value(); }
  bool number_integer(number_integer_t) override { return value(); }
  bool number_unsigned(number_unsigned_t) override { return value(); }
  bool number_float(number_float_t, const string_t&) override { return value(); }
  bool string(string_t&) override { return value(); }
  bool binary(binary_t&) override { return value(); }
  bool start_object(std::size_t) override { return open(false); }
  bool start_array(std::size_t) override { return open(true); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool key(string_t& name) override {
    levels_.back().key = name;
    return true;
  }
  bool parse_error(std::size_t position, const std::string&, const json::exception& why) override {
    position_ = position;
    reason_ = why.what();
    return false;
  }

  std::optional<std::size_t> position() const { return position_; }
  const std::string& reason() const { return reason_; }

  std::string path() const {
    std::string result;
    for (const Level& level : levels_) {
      if (level.is_list) {
        result += fmt::format("[{}]", level.index);
      } else if (!level.key.empty()) {
        result += (result.empty() ? "" : ".") + level.key;
      }
    }
    return result;
  }

 private:
  struct Level {
    bool is_list;
    std::size_t index = 0;
    std::string key;
  };

  bool value() {
    if (!levels_.empty()) ++levels_.back().index;
    return true;
  }
  bool open(bool is_list) {
    levels_.push_back({is_list, 0, {}});
    return true;
  }
  bool close() {
    levels_.pop_back();
    return value();
  }

  std::vector<Level> levels_;
  std::optional<std::size_t> position_;
  std::string reason_;
};

Mark mark_of(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, offset);
  const auto newline = before.rfind('\n');
  const std::size_t begin = newline == std::string_view::npos ? 0 : newline + 1;
  return {static_cast<int>(std::count(before.begin(), before.end(), '\n')) + 1,
          static_cast<int>(offset - begin) + 1};
}

/// Where the token that holds this byte begins.
std::size_t token_begin(std::string_view text, std::size_t offset) {
  constexpr std::string_view kBetween = " \t\r\n,:[]{}\"";
  while (offset > 0 && kBetween.find(text[offset - 1]) == std::string_view::npos) --offset;
  return offset;
}

/// "unexpected ']'; expected ':'" of the parser's long sentence.
std::string_view shortened(std::string_view reason) {
  constexpr std::string_view kBefore = " - ";
  const auto begin = reason.find(kBefore);
  if (begin != std::string_view::npos) reason.remove_prefix(begin + kBefore.size());
  return reason.substr(0, reason.find("; last read"));
}

std::string cause_at(std::string_view text, std::size_t offset, std::string_view reason) {
  if (offset >= text.size()) return "the file ends in the middle; is it complete?";
  if (text[offset] == '\0') return "a NUL byte, which JSON cannot have; remove it";
  for (const std::string_view word : {"NaN", "Infinity", "-Infinity", "nan", "inf", "-inf"}) {
    if (text.substr(offset).starts_with(word)) {
      return fmt::format("{} is no JSON number; boxes and scores must be finite", word);
    }
  }
  if (reason.find("number overflow") != std::string_view::npos) return "this number is too large";
  if (reason.find("expected end of input") != std::string_view::npos) {
    return "the JSON ends before this; remove what follows";
  }
  return fmt::format("this is not JSON: {}", shortened(reason));
}

/// Where the parser stopped. It takes a NUL for the end of the text, so that it may not have.
std::optional<std::size_t> offset_of_fault(std::string_view text, const FaultFinder& finder) {
  const std::size_t nul = text.find('\0');
  if (!finder.position()) return nul == std::string_view::npos ? std::nullopt : std::optional(nul);
  // The parser counts the bytes it has read, the wrong one among them.
  const std::size_t read = std::min(*finder.position(), text.size() + 1);
  const std::size_t offset = read == 0 ? 0 : read - 1;
  if (nul <= offset) return nul;
  return offset < text.size() ? token_begin(text, offset) : offset;
}

}  // namespace

FileFault json_fault(const Source& file, const std::string& otherwise) {
  if (file.text.starts_with(kByteOrderMark)) {  // no column is its
    return json_fault({file.name, file.text.substr(kByteOrderMark.size())}, otherwise);
  }
  FaultFinder finder;
  json::sax_parse(file.text, &finder);
  const auto offset = offset_of_fault(file.text, finder);
  if (!offset) return {file.name, otherwise};
  std::string message = cause_at(file.text, *offset, finder.reason());
  if (!finder.path().empty()) message = fmt::format("at {}: {}", printable(finder.path()), message);
  return {file, mark_of(file.text, *offset), message};
}

}  // namespace assay::dataset
