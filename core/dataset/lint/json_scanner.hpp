// SPDX-License-Identifier: Apache-2.0
// JSON files that are larger than memory: an object with lists in it, read in pieces and split into
// the elements of the lists. Only brackets and strings are looked at; what is in an element is for
// its reader to judge.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string_view>

namespace assay::dataset::lint {

class JsonScanner {
 public:
  /// A list of the root object begins: whether its elements are wanted.
  using OnList = std::function<bool(std::string_view key)>;
  /// An element, followed by kJsonPadding readable bytes; it lives until the call ends.
  using OnElement = std::function<void(std::string_view text, std::size_t index)>;

  /// `piece` bytes are read at once, and memory is a few of them, or the longest element.
  explicit JsonScanner(std::filesystem::path file, std::size_t piece = std::size_t{1} << 20);

  /// From the file's begin to its end. Throws FileFault, with the line, where the text has another
  /// form or is not UTF-8; Error{io}.
  void scan(const OnList& on_list, const OnElement& on_element) const;

 private:
  std::filesystem::path file_;
  std::size_t piece_;
};

}  // namespace assay::dataset::lint
