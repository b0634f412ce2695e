// SPDX-License-Identifier: Apache-2.0
// A YAML document as a tree of our own: places kept, keys unique, and small enough to walk. It
// knows nothing of what a definition should hold.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/definition/line_index.hpp"
#include "core/definition/problems.hpp"

namespace assay::definition {

constexpr std::size_t kDeepest = 64;         // levels of lists and maps
constexpr std::size_t kMostNodes = 100'000;  // with every alias written out
constexpr std::size_t kMostText = 4 << 20;   // bytes, the same

struct Node;
/// Shared, because aliases are: ten of them do not make ten copies.
using NodePtr = std::shared_ptr<const Node>;

struct Node {
  enum class Kind { null, scalar, list, map };
  struct Entry {
    std::string key;
    Mark mark;  // of the key
    NodePtr value;
  };

  Kind kind = Kind::null;
  bool quoted = false;  // in quotes, a block scalar or !!str: text whatever it looks like
  Mark mark;            // of the value itself, behind anchors and tags
  std::string text;     // of a scalar
  std::vector<NodePtr> items;
  std::vector<Entry> entries;  // in file order, keys unique

  // With aliases written out:
  std::size_t nodes = 1;   // this one and all below
  std::size_t bytes = 0;   // of their text
  std::size_t height = 0;  // levels of lists and maps, this one included

  /// The value of a key, or nullptr.
  const Node* find(std::string_view key) const;
};

/// Reads the one document of `source`. Duplicate keys go to `problems` (the first stays); whatever
/// makes the rest unreadable or too large throws all problems so far.
NodePtr read_tree(const Source& source, const LineIndex& lines, Problems& problems);

}  // namespace assay::definition
