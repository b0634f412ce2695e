// SPDX-License-Identifier: Apache-2.0
#include "core/definition/line_index.hpp"

#include <algorithm>

namespace assay::definition {

LineIndex::LineIndex(std::string_view text) : starts_{0}, size_(text.size()) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n') starts_.push_back(i + 1);
  }
}

std::size_t LineIndex::offset(Mark mark) const {
  const auto line = static_cast<std::size_t>(std::max(mark.line, 1) - 1);
  const auto column = static_cast<std::size_t>(std::max(mark.column, 1) - 1);
  if (line >= starts_.size()) return size_;
  return std::min(size_, starts_[line] + column);
}

Mark LineIndex::mark(std::size_t offset) const {
  const auto after = std::upper_bound(starts_.begin(), starts_.end(), std::min(offset, size_));
  const auto line = after - starts_.begin();
  const std::size_t column = std::min(offset, size_) - *(after - 1) + 1;
  return {static_cast<int>(line), static_cast<int>(column)};
}

}  // namespace assay::definition
