// SPDX-License-Identifier: Apache-2.0
// Reads JSON front to back, keeping nothing: whoever reads says what comes next, and skips what it
// does not want. (cv::FileStorage reads no list at the top, and integers of 32 bits only.)
//
// Each call throws assay::Error{argument} that names the file, line and column where something else
// comes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace opencv_dnn {

class JsonCursor {
 public:
  /// Borrows `text`; `name` is what messages call it.
  JsonCursor(std::string_view text, std::string name);

  bool at_list() { return next() == '['; }

  /// `member(key)` must read or skip the value.
  template <class Member>
  void read_map(Member member) {
    if (!enter('{', '}')) return;
    do {
      const std::string key = text();
      expect(':');
      member(key);
    } while (goes_on('}'));
  }
  /// `element()` must read or skip it.
  template <class Element>
  void read_list(Element element) {
    if (!enter('[', ']')) return;
    do {
      element();
    } while (goes_on(']'));
  }
  double number();
  std::int64_t integer();
  std::string text();
  void skip();
  /// Nothing follows.
  void finish();

  [[noreturn]] void refuse(const std::string& wanted) const;

 private:
  char next();  // that is no space; 0 at the end
  void expect(char wanted);
  bool enter(char open, char close);
  bool goes_on(char close);
  void expect_word(std::string_view word);
  char escaped();
  std::uint32_t hex_code();
  void append_code(std::string& text);

  std::string_view text_;
  std::string name_;
  std::size_t at_ = 0;
  int depth_ = 0;
};

}  // namespace opencv_dnn
