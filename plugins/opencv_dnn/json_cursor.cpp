// SPDX-License-Identifier: Apache-2.0
#include "json_cursor.hpp"

#include <assay/sdk/error.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace opencv_dnn {
namespace {

constexpr int kDeepest = 64;

void append_utf8(std::string& text, std::uint32_t code) {
  const auto put = [&](std::uint32_t byte) { text.push_back(static_cast<char>(byte)); };
  if (code < 0x80) {
    put(code);
  } else if (code < 0x800) {
    put(0xC0 | code >> 6);
    put(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    put(0xE0 | code >> 12);
    put(0x80 | (code >> 6 & 0x3F));
    put(0x80 | (code & 0x3F));
  } else {
    put(0xF0 | code >> 18);
    put(0x80 | (code >> 12 & 0x3F));
    put(0x80 | (code >> 6 & 0x3F));
    put(0x80 | (code & 0x3F));
  }
}

}  // namespace

JsonCursor::JsonCursor(std::string_view text, std::string name)
    : text_(text), name_(std::move(name)) {}

void JsonCursor::refuse(const std::string& wanted) const {
  const std::string_view before = text_.substr(0, at_);
  const auto line = 1 + std::count(before.begin(), before.end(), '\n');
  const std::size_t start = before.rfind('\n') + 1;  // npos + 1 is 0
  throw assay::Error(assay::Status::argument, name_ + ":" + std::to_string(line) + ":" +
                                                  std::to_string(at_ - start + 1) + ": " + wanted);
}

char JsonCursor::next() {
  at_ = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size());
  return at_ < text_.size() ? text_[at_] : '\0';
}

void JsonCursor::expect(char wanted) {
  if (next() != wanted) refuse(std::string("here should be '") + wanted + "'");
  ++at_;
}

bool JsonCursor::enter(char open, char close) {
  expect(open);
  if (++depth_ > kDeepest) refuse("lists and maps lie too deep in each other");
  if (next() != close) return true;
  ++at_;
  --depth_;
  return false;
}

bool JsonCursor::goes_on(char close) {
  const char found = next();
  if (found != ',' && found != close) {
    refuse(std::string("here should be ',' or '") + close + "'");
  }
  ++at_;
  if (found == close) --depth_;
  return found == ',';
}

double JsonCursor::number() {
  const char first = next();
  double value = 0;
  const char* const start = text_.data() + at_;
  const auto [end, error] = std::from_chars(start, text_.data() + text_.size(), value);
  const bool is_number = first == '-' || (first >= '0' && first <= '9');  // nan, inf
  if (!is_number || error != std::errc() || !std::isfinite(value))
    refuse("here should be a number");
  at_ += static_cast<std::size_t>(end - start);
  return value;
}

std::int64_t JsonCursor::integer() {
  next();
  std::int64_t value = 0;
  const char* const start = text_.data() + at_;
  const char* const stop = text_.data() + text_.size();
  const auto [end, error] = std::from_chars(start, stop, value);
  const bool has_fraction = end != stop && (*end == '.' || *end == 'e' || *end == 'E');
  if (error != std::errc() || has_fraction) refuse("here should be a whole number");
  at_ += static_cast<std::size_t>(end - start);
  return value;
}

std::uint32_t JsonCursor::hex_code() {
  const std::string_view digits = text_.substr(at_, 4);
  std::uint32_t code = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), code, 16);
  if (error != std::errc() || end - digits.data() != 4) refuse("here should be four hex digits");
  at_ += 4;
  return code;
}

/// After \u: a character, or the first half of one.
void JsonCursor::append_code(std::string& text) {
  std::uint32_t code = hex_code();
  if (code >= 0xD800 && code < 0xE000) {
    if (code >= 0xDC00 || text_.substr(at_, 2) != "\\u") refuse("a surrogate stands alone");
    at_ += 2;
    const std::uint32_t low = hex_code();
    if (low < 0xDC00 || low >= 0xE000) refuse("a surrogate stands alone");
    code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
  }
  append_utf8(text, code);
}

char JsonCursor::escaped() {
  constexpr std::string_view kNames = "\"\\/bfnrt", kMeanings = "\"\\/\b\f\n\r\t";
  const std::size_t place = at_ < text_.size() ? kNames.find(text_[at_]) : std::string_view::npos;
  if (place == std::string_view::npos) refuse("there is no such escape");
  ++at_;
  return kMeanings[place];
}

std::string JsonCursor::text() {
  if (next() != '"') refuse("here should be text in quotes");
  ++at_;
  std::string found;
  while (true) {
    if (at_ >= text_.size()) refuse("a text does not end");
    const char one = text_[at_];
    if (static_cast<unsigned char>(one) < 0x20) refuse("a text has a control character");
    ++at_;
    if (one == '"') return found;
    if (one != '\\') {
      found.push_back(one);
    } else if (at_ < text_.size() && text_[at_] == 'u') {
      ++at_;
      append_code(found);
    } else {
      found.push_back(escaped());
    }
  }
}

void JsonCursor::expect_word(std::string_view word) {
  if (text_.substr(at_, word.size()) != word) refuse("here should be a value");
  at_ += word.size();
}

void JsonCursor::skip() {
  switch (next()) {
    case '{':
      return read_map([&](const std::string&) { skip(); });
    case '[':
      return read_list([&] { skip(); });
    case '"':
      text();
      return;
    case 't':
      return expect_word("true");
    case 'f':
      return expect_word("false");
    case 'n':
      return expect_word("null");
    default:
      number();
  }
}

void JsonCursor::finish() {
  if (next() != '\0') refuse("here should be the end");
}

}  // namespace opencv_dnn
