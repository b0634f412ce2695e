// SPDX-License-Identifier: Apache-2.0
// Checks on one array of one field, which may convert it. All throw FieldFault.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

#include "core/plugin/field_rules.hpp"
#include "core/predict/field.hpp"

namespace assay::plugin {

/// An extent that may be anything.
inline constexpr std::int64_t kAny = -1;

/// "<name>: <what>".
[[noreturn]] void fault(const predict::Field& field, const std::string& what);
/// "f32 is wanted".
[[noreturn]] void wrong_dtype(const predict::Field& field, predict::DType dtype,
                              const char* wanted);

/// The field's array; a value is a fault.
predict::Array& array_of(predict::Field& field);
/// Extent 0: the number of instances of a field that has one row for each.
std::size_t instances_of(const predict::Array& array);

/// `letters` name the free extents in the message.
void require_shape(predict::Field& field, const std::vector<std::int64_t>& wanted,
                   const char* letters);
/// Makes the array f32 and requires finite elements.
void require_floats(predict::Field& field);
/// Of an f32 array, but for rounding at the upper end.
void require_unit_interval(predict::Field& field);
/// Makes an array of integers i64, or i32, where every element keeps its value.
void require_i64(predict::Field& field);
void require_i32(predict::Field& field, const char* wanted);
/// Makes an array of zeros and ones u8.
void require_bits(predict::Field& field);

/// "[3,4]"; free extents are named by `letters`.
std::string shape_text(const std::vector<std::int64_t>& shape, const char* letters = "");

/// Element `index` in C order; `T` is the C++ type of the array's dtype.
template <class T>
T element(const predict::Array& array, std::size_t index) {
  T value{};
  std::memcpy(&value, array.bytes.data() + index * sizeof(T), sizeof(T));
  return value;
}

}  // namespace assay::plugin
