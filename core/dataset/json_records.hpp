// SPDX-License-Identifier: Apache-2.0
// Large JSON files that are lists of records, such as COCO's. Says which members of a record are
// wanted and of what type; everything else is skipped unread. Numbers are exactly the file's:
// integers never pass through a double, and doubles are the nearest ones.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/source.hpp"
#include "core/dataset/problems.hpp"

namespace assay::dataset {

enum class JsonType {
  integer,  // 64 bits with sign
  number,   // finite
  box,      // four finite numbers in a list
  flag,     // true, false or an integer, where 0 is false
  text,
  raw,  // anything but null, not looked into
};

struct JsonColumn {
  std::string_view key;
  JsonType type = JsonType::integer;
  bool required = true;  // null counts as absent
};

/// A member as read. `numbers` has the value of a number, or the four of a box.
struct JsonCell {
  bool present = false;
  std::int64_t integer = 0;  // also of flags: 0 or 1
  std::array<double, 4> numbers{};
  std::string_view text;   // lives until the sink returns; of raw: the value as it is written
  std::size_t offset = 0;  // of raw: where that is in the file's text
};

/// Gets a record that is as it should be: its place in the list, and a cell for each column.
using JsonSink = std::function<void(std::size_t index, std::span<const JsonCell> cells)>;

/// A list of records.
struct JsonList {
  std::string key;  // of the list in the root object; "" when the root is the list
  std::vector<JsonColumn> columns;
  JsonSink sink;
};

/// Reads a file whose root is the list. A record that is not as it should be goes to `problems`
/// ("entry 12: score is a string, not a number") and not to the sink. Throws Error{dataset}, with
/// line, column and entry, where the text is not JSON or its root is not a list.
void read_json_list(const Source& file, const JsonList& list, Problems& problems);

/// The same for a root object that has all of these lists, in any order.
void read_json_lists(const Source& file, std::span<const JsonList> lists, Problems& problems);

/// Bytes that must be readable behind a text that JsonRecordReader reads.
constexpr std::size_t kJsonPadding = 64;

/// Reads records of one list one by one, for those who never have the whole file in memory.
class JsonRecordReader {
 public:
  explicit JsonRecordReader(JsonList list);
  ~JsonRecordReader();
  JsonRecordReader(const JsonRecordReader&) = delete;
  JsonRecordReader& operator=(const JsonRecordReader&) = delete;

  /// `text` is the record alone; JsonCell::offset counts from its begin. A text that is not JSON is
  /// a problem, too.
  void read(std::string_view text, std::size_t index, Problems& problems);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace assay::dataset
