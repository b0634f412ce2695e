// SPDX-License-Identifier: Apache-2.0
// What a model returned for one datapoint: named fields, each an array or a value. All of it is
// owned here, in ordinary memory, and has been validated by whoever made it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace assay::predict {

enum class DType : std::uint8_t { u8, i8, u16, i16, u32, i32, u64, i64, f16, f32, f64, boolean };

/// Bytes of one element.
std::size_t element_size(DType dtype);
/// "f32", "i64", ... and "bool".
std::string_view name_of(DType dtype);

/// A dense array in C order. An invariant of every Array: bytes.size() is the product of the
/// extents times the element's size.
struct Array {
  DType dtype = DType::f32;
  std::vector<std::int64_t> shape;
  std::vector<std::byte> bytes;

  /// Product of the extents; 1 for a scalar.
  std::size_t elements() const;
  /// The elements, when `T` is the C++ type of dtype.
  template <class T>
  std::span<const T> as() const {
    return {reinterpret_cast<const T*>(bytes.data()), bytes.size() / sizeof(T)};
  }
  bool operator==(const Array&) const = default;
};

/// A value that is not an array: text, numbers, lists and maps of these.
struct Value {
  using List = std::vector<Value>;
  struct Pair;  // not std::pair: clang 14 cannot have one of a class that is not yet complete
  using Map = std::vector<Pair>;  // in the plugin's order, keys unique
  std::variant<std::monostate, bool, std::int64_t, double, std::string, List, Map> content;
  bool operator==(const Value&) const = default;
};
struct Value::Pair {
  Pair(std::string key, Value value) : first(std::move(key)), second(std::move(value)) {}
  std::string first;
  Value second;
  bool operator==(const Pair&) const = default;
};

/// One field, e.g. "boxes". `input` names the input of the datapoint it refers to, "" the first
/// image.
struct Field {
  std::string name;
  std::string input;
  std::variant<Array, Value> content;
  bool operator==(const Field&) const = default;
};

/// The fields of one datapoint, in order of (name, input).
struct Prediction {
  std::vector<Field> fields;

  /// The field of that name for the first image, or nullptr.
  const Field* find(std::string_view name) const;
  /// The same when it is an array, else nullptr.
  const Array* array(std::string_view name) const;
  bool operator==(const Prediction&) const = default;
};

}  // namespace assay::predict
