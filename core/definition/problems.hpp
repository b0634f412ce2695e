// SPDX-License-Identifier: Apache-2.0
// Everything found wrong with one definition and the files that it refers to, so that people mend
// all of it at once.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/source.hpp"

namespace assay::definition {

class Problems {
 public:
  /// `source` must outlive this.
  explicit Problems(const Source& source) : source_(source) {}

  void add(Mark mark, std::string message);
  /// Adds "<message>" with "; did you mean ...?", or `otherwise` when no known name is near.
  /// Returns the suggested name.
  std::optional<std::string> add_unknown(Mark mark, const std::string& message,
                                         std::string_view wrong,
                                         const std::vector<std::string>& known,
                                         const std::string& otherwise);
  /// Adds and throws: reading cannot go on.
  [[noreturn]] void fail(Mark mark, std::string message);

  /// Adds the text of another file's problems: it comes after those of this one.
  void add_elsewhere(std::string text);

  bool empty() const { return list_.empty() && elsewhere_.empty(); }
  /// All of them in file order as one Error{definition}; needs at least one.
  Error error() const;

 private:
  struct Problem {
    Mark mark;
    std::string message;
  };
  std::string own_text() const;

  const Source& source_;
  std::vector<Problem> list_;
  std::vector<std::string> elsewhere_;
  std::size_t comparisons_left_ = 20'000;  // of names, for suggestions
};

/// 'text', shortened and without control characters, for messages.
std::string in_quotes(std::string_view text);

/// "a, b or c"; of more than a dozen the first, and "...".
std::string one_of(const std::vector<std::string>& names);

}  // namespace assay::definition
