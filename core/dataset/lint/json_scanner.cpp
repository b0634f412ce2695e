// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/lint/json_scanner.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <simdjson.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <string>
#include <vector>

#include "core/base/file.hpp"
#include "core/base/lines.hpp"
#include "core/dataset/file_fault.hpp"
#include "core/dataset/json_records.hpp"

namespace assay::dataset::lint {
namespace {

/// Longer than any record: a bracket that is never closed must not fill the memory.
constexpr std::size_t kLongest = std::size_t{256} << 20;

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/// A window on the file that moves forward. What is pinned stays in it.
class Window {
 public:
  Window(const std::filesystem::path& file, std::size_t piece)
      : name_(file.string()),
        fd_(::open(file.c_str(), O_RDONLY | O_CLOEXEC)),
        piece_(piece),
        buffer_(2 * piece + kJsonPadding) {
    if (!fd_) throw_errno("cannot open " + name_);
  }

  /// The byte at the front, or -1 behind the last.
  int peek() {
    if (at_ == end_ && !read_more()) return -1;
    return static_cast<unsigned char>(buffer_[at_]);
  }
  void skip(std::size_t count = 1) { at_ += count; }
  /// What is there of the rest; peek() makes it at least one byte.
  std::string_view rest() const { return {buffer_.data() + at_, end_ - at_}; }

  void pin() { pinned_ = at_; }
  /// From the pin up to the front.
  std::string_view since_pin() const { return {buffer_.data() + pinned_, at_ - pinned_}; }
  void unpin() { pinned_ = kNone; }

  [[noreturn]] void fail(const std::string& what) const { fail_at(before_ + at_, what); }

  [[noreturn]] void fail_at(std::uint64_t offset, const std::string& what) const {
    throw FileFault({name_, ""}, {static_cast<int>(line_at(offset)), 1}, what);
  }

 private:
  static constexpr std::size_t kNone = SIZE_MAX;

  bool read_more() {
    // Also what begins a character whose rest is still to be checked with it.
    const std::size_t keep = std::min({pinned_, at_, end_ - unfinished_});
    if (end_ - keep > kLongest) {
      fail_at(before_ + keep, "the element that begins here does not end; is a bracket missing?");
    }
    std::memmove(buffer_.data(), buffer_.data() + keep, end_ - keep);
    before_ += keep;
    at_ -= keep;
    end_ -= keep;
    if (pinned_ != kNone) pinned_ = 0;
    if (buffer_.size() < end_ + piece_ + kJsonPadding) {
      buffer_.resize(2 * (end_ + piece_) + kJsonPadding);
    }
    const std::size_t count = read_piece();
    check_utf8(count);
    return count > 0;
  }

  std::size_t read_piece() {
    while (true) {
      const ssize_t count = ::read(fd_.get(), buffer_.data() + end_, piece_);
      if (count < 0 && errno == EINTR) continue;
      if (count < 0) throw_errno("cannot read " + name_);
      return static_cast<std::size_t>(count);
    }
  }

  /// The new bytes, with the begin of a character that the last piece ended with.
  void check_utf8(std::size_t count) {
    const std::size_t begin = end_ - unfinished_;
    end_ += count;
    unfinished_ = count > 0 ? incomplete_character(begin) : 0;
    if (!simdjson::validate_utf8(buffer_.data() + begin, end_ - unfinished_ - begin)) {
      fail_at(before_ + begin, "from here on is something that is not UTF-8");
    }
  }

  /// Bytes at the end that begin a character whose rest is still to come.
  std::size_t incomplete_character(std::size_t begin) const {
    for (std::size_t size = 1; size <= 3 && size <= end_ - begin; ++size) {
      const auto byte = static_cast<unsigned char>(buffer_[end_ - size]);
      if (byte < 0x80) return 0;
      if (byte < 0xC0) continue;
      const std::size_t whole = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;
      return whole > size ? size : 0;
    }
    return 0;
  }

  /// Reads the file once more.
  std::size_t line_at(std::uint64_t offset) const {
    std::size_t line = 1;
    std::vector<char> piece(piece_);
    std::uint64_t at = 0;
    while (at < offset) {
      const std::size_t wanted = std::min<std::uint64_t>(piece.size(), offset - at);
      const ssize_t count = ::pread(fd_.get(), piece.data(), wanted, static_cast<off_t>(at));
      if (count <= 0) break;
      line += static_cast<std::size_t>(std::count(piece.begin(), piece.begin() + count, '\n'));
      at += static_cast<std::uint64_t>(count);
    }
    return line;
  }

  std::string name_;
  FileDescriptor fd_;
  std::size_t piece_;
  std::vector<char> buffer_;
  std::uint64_t before_ = 0;  // bytes of the file before the buffer
  std::size_t at_ = 0;
  std::size_t end_ = 0;
  std::size_t pinned_ = kNone;
  std::size_t unfinished_ = 0;  // bytes at the end that begin a character
};

/// Walks over JSON by its brackets.
class Walker {
 public:
  Walker(const std::filesystem::path& file, std::size_t piece) : window_(file, piece) {}

  void walk(const JsonScanner::OnList& on_list, const JsonScanner::OnElement& on_element) {
    skip_byte_order_mark();
    if (next() != '{') window_.fail("the file must be an object with lists in it");
    window_.skip();
    for (bool first = true; next() != '}'; first = false) {
      if (!first) expect(',', "',' or '}' is missing");
      const std::string key = read_key();
      expect(':', "':' is missing");
      if (next() == '[' && on_list(key)) {
        walk_list(on_element);
      } else {
        skip_value();
      }
    }
    window_.skip();
    if (next() != -1) window_.fail("the JSON ends before this; remove what follows");
  }

 private:
  void skip_byte_order_mark() {
    if (window_.peek() < 0) window_.fail("the file is empty");
    if (window_.rest().starts_with(kByteOrderMark)) window_.skip(kByteOrderMark.size());
  }

  /// The next byte that is no white space.
  int next() {
    int c = window_.peek();
    while (c >= 0 && is_space(static_cast<char>(c))) {
      window_.skip();
      c = window_.peek();
    }
    return c;
  }

  void expect(char wanted, const char* what) {
    const int c = next();
    if (c < 0) window_.fail("the file ends in the middle; is it complete?");
    if (c != wanted) window_.fail(what);
    window_.skip();
  }

  std::string read_key() {
    if (next() != '"') window_.fail("a name in quotes is missing");
    window_.pin();
    skip_string();
    const std::string_view quoted = window_.since_pin();
    std::string key(quoted.substr(1, quoted.size() - 2));
    window_.unpin();
    return key;
  }

  void walk_list(const JsonScanner::OnElement& on_element) {
    window_.skip();
    std::size_t index = 0;
    for (; next() != ']'; ++index) {
      if (index > 0) {
        expect(',', "',' or ']' is missing");
        next();
      }
      window_.pin();
      skip_value();
      on_element(window_.since_pin(), index);
      window_.unpin();
    }
    window_.skip();
  }

  void skip_value() {
    const int c = next();
    if (c < 0) window_.fail("the file ends in the middle; is it complete?");
    if (c == '"') return skip_string();
    if (c == '{' || c == '[') return skip_brackets();
    skip_word();
  }

  void skip_word() {
    std::size_t size = 0;
    for (int c = window_.peek(); c >= 0; c = window_.peek()) {
      const char is = static_cast<char>(c);
      if (is == ',' || is == ']' || is == '}' || is == ':' || is == '"' || is_space(is)) break;
      window_.skip();
      ++size;
    }
    if (size == 0) window_.fail("a value is missing");
  }

  void skip_string() {
    window_.skip();
    while (true) {
      if (window_.peek() < 0) window_.fail("the file ends in a text; is it complete?");
      const std::string_view rest = window_.rest();
      std::size_t at = 0;
      while (at < rest.size() && rest[at] != '"' && rest[at] != '\\') ++at;
      window_.skip(at);
      if (at == rest.size()) continue;
      const bool ends = rest[at] == '"';
      window_.skip();
      if (ends) return;
      if (window_.peek() >= 0) window_.skip();
    }
  }

  void skip_brackets() {
    std::string open;
    do {
      if (window_.peek() < 0) window_.fail("the file ends in the middle; is it complete?");
      const std::string_view rest = window_.rest();
      std::size_t at = 0;
      while (at < rest.size() && !is_mark(rest[at])) ++at;
      window_.skip(at);
      if (at == rest.size()) continue;
      if (rest[at] == '"') {
        skip_string();
        continue;
      }
      follow(rest[at], open);
    } while (!open.empty());
  }

  void follow(char bracket, std::string& open) {
    if (bracket == '{' || bracket == '[') {
      open += bracket == '{' ? '}' : ']';
    } else if (open.back() == bracket) {
      open.pop_back();
    } else {
      window_.fail(fmt::format("'{}' is here, where '{}' is missing", bracket, open.back()));
    }
    window_.skip();
  }

  static bool is_mark(char c) {
    static const std::array<bool, 256> kMarks = [] {
      std::array<bool, 256> marks{};
      for (const char mark : {'"', '{', '}', '[', ']'})
        marks[static_cast<unsigned char>(mark)] = true;
      return marks;
    }();
    return kMarks[static_cast<unsigned char>(c)];
  }

  Window window_;
};

}  // namespace

JsonScanner::JsonScanner(std::filesystem::path file, std::size_t piece)
    : file_(std::move(file)), piece_(piece) {}

void JsonScanner::scan(const OnList& on_list, const OnElement& on_element) const {
  Walker(file_, piece_).walk(on_list, on_element);
}

}  // namespace assay::dataset::lint
