// SPDX-License-Identifier: Apache-2.0
// Places of a text in both of their spellings, byte offset and line:column.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "core/base/source.hpp"

namespace assay::definition {

class LineIndex {
 public:
  explicit LineIndex(std::string_view text);

  /// Of a mark with a line; places behind the text are its end.
  std::size_t offset(Mark mark) const;
  Mark mark(std::size_t offset) const;

 private:
  std::vector<std::size_t> starts_;  // offset of each line's first byte
  std::size_t size_;
};

}  // namespace assay::definition
