// SPDX-License-Identifier: Apache-2.0
// Values of the definition on their way to a plugin, and values on their way back.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "core/plugin/wire/bytes.hpp"

namespace assay::plugin::wire {

/// What the worker puts in place of the value when it calls the plugin.
enum class Placeholder : std::uint8_t { model, datapoints, images };

/// A path is text that differs from a string in what it means.
struct Path {
  std::string text;
  bool operator==(const Path&) const = default;
};

struct Value {
  using List = std::vector<Value>;
  struct Pair;  // not std::pair: clang 14 cannot have one of a class that is not yet complete
  using Map = std::vector<Pair>;  // keys unique, order kept
  std::variant<std::monostate, bool, std::int64_t, double, std::string, Path, List, Map,
               Placeholder>
      content;
  bool operator==(const Value&) const = default;
};
struct Value::Pair {
  Pair(std::string key, Value value) : first(std::move(key)), second(std::move(value)) {}
  std::string first;
  Value second;
  bool operator==(const Pair&) const = default;
};

/// Deeper trees, or more nodes in one message, are refused: a walk over them must end soon.
inline constexpr int kDeepestValue = 64;
inline constexpr std::size_t kMostNodes = 4'000'000;

inline void encode(Writer& writer, const Value& value);

namespace detail {

struct ValueWriter {
  Writer& writer;

  void operator()(std::monostate) const {}
  void operator()(bool value) const { writer.number(static_cast<std::uint8_t>(value)); }
  void operator()(std::int64_t value) const { writer.number(value); }
  void operator()(double value) const { writer.number(value); }
  void operator()(const std::string& value) const { writer.text(value); }
  void operator()(const Path& value) const { writer.text(value.text); }
  void operator()(const Value::List& list) const {
    writer.count(list.size());
    for (const Value& element : list) encode(writer, element);
  }
  void operator()(const Value::Map& map) const {
    writer.count(map.size());
    for (const auto& [key, value] : map) {
      writer.text(key);
      encode(writer, value);
    }
  }
  void operator()(Placeholder value) const { writer.number(static_cast<std::uint8_t>(value)); }
};

class ValueReader {
 public:
  explicit ValueReader(Reader& reader) : reader_(reader) {}

  Value read(int depth) {
    if (depth > kDeepestValue || ++nodes_ > kMostNodes) reader_.fail();
    if (!reader_.ok()) return {};
    switch (reader_.number<std::uint8_t>()) {
      case 0:
        return {};
      case 1:
        return {reader_.flag()};
      case 2:
        return {reader_.number<std::int64_t>()};
      case 3:
        return {reader_.number<double>()};
      case 4:
        return {reader_.text()};
      case 5:
        return {Path{reader_.text()}};
      case 6:
        return read_list(depth);
      case 7:
        return read_map(depth);
      case 8:
        return read_placeholder();
      default:
        reader_.fail();
        return {};
    }
  }

 private:
  Value read_list(int depth) {
    Value::List list;
    for (std::size_t n = reader_.count(1); n > 0 && reader_.ok(); --n) {
      list.push_back(read(depth + 1));
    }
    return {std::move(list)};
  }
  Value read_map(int depth) {
    Value::Map map;
    for (std::size_t n = reader_.count(5); n > 0 && reader_.ok(); --n) {
      std::string key = reader_.text();
      map.emplace_back(std::move(key), read(depth + 1));
    }
    return {std::move(map)};
  }
  Value read_placeholder() {
    const auto code = reader_.number<std::uint8_t>();
    if (code > static_cast<std::uint8_t>(Placeholder::images)) reader_.fail();
    return {static_cast<Placeholder>(code)};
  }

  Reader& reader_;
  std::size_t nodes_ = 0;
};

}  // namespace detail

inline void encode(Writer& writer, const Value& value) {
  writer.number(static_cast<std::uint8_t>(value.content.index()));
  std::visit(detail::ValueWriter{writer}, value.content);
}

inline Value decode_value(Reader& reader) {
  return detail::ValueReader(reader).read(0);
}

}  // namespace assay::plugin::wire
