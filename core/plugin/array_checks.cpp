// SPDX-License-Identifier: Apache-2.0
#include "core/plugin/array_checks.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <utility>

#include "core/base/check.hpp"

namespace assay::plugin {

using predict::Array;
using predict::DType;
using predict::Field;

namespace {

/// A softmax in single precision may sum to a little more than 1.
constexpr float kRounding = 1e-5F;

/// "[2,0]" of an element's place in C order.
std::string place_of(const Array& array, std::size_t index) {
  std::vector<std::int64_t> place(array.shape.size());
  for (std::size_t d = array.shape.size(); d-- > 0;) {
    const auto extent = static_cast<std::size_t>(array.shape[d]);
    place[d] = static_cast<std::int64_t>(index % extent);
    index /= extent;
  }
  return shape_text(place);
}

template <class T>
void set_element(std::vector<std::byte>& bytes, std::size_t index, T value) {
  std::memcpy(bytes.data() + index * sizeof(T), &value, sizeof(T));
}

/// An integer element of any width; u64 beyond i64 is a fault.
std::int64_t integer_at(const Field& field, const Array& array, std::size_t i) {
  switch (array.dtype) {
    case DType::u8:
      return element<std::uint8_t>(array, i);
    case DType::i8:
      return element<std::int8_t>(array, i);
    case DType::u16:
      return element<std::uint16_t>(array, i);
    case DType::i16:
      return element<std::int16_t>(array, i);
    case DType::u32:
      return element<std::uint32_t>(array, i);
    case DType::i32:
      return element<std::int32_t>(array, i);
    case DType::i64:
      return element<std::int64_t>(array, i);
    case DType::u64: {
      const auto value = element<std::uint64_t>(array, i);
      if (value <= std::uint64_t{std::numeric_limits<std::int64_t>::max()}) {
        return static_cast<std::int64_t>(value);
      }
      fault(field, fmt::format("has {} at {}, which is too large", value, place_of(array, i)));
    }
    default:
      ASSAY_CHECK(false);
  }
}

bool is_integer(DType dtype) {
  return dtype != DType::f16 && dtype != DType::f32 && dtype != DType::f64 &&
         dtype != DType::boolean;
}

/// Converts to `Target`, i64 or i32, where every element keeps its value.
template <class Target>
void convert_integers(Field& field, DType target, const char* wanted) {
  Array& array = array_of(field);
  if (!is_integer(array.dtype)) wrong_dtype(field, array.dtype, wanted);
  if (array.dtype == target) return;
  Array result{target, array.shape, std::vector<std::byte>(array.elements() * sizeof(Target))};
  for (std::size_t i = 0; i < array.elements(); ++i) {
    const std::int64_t value = integer_at(field, array, i);
    if (value < std::numeric_limits<Target>::min() || value > std::numeric_limits<Target>::max()) {
      fault(field,
            fmt::format("has {} at {}, which no {} holds", value, place_of(array, i), wanted));
    }
    set_element(result.bytes, i, static_cast<Target>(value));
  }
  array = std::move(result);
}

/// 0 or 1 of an element, whatever its dtype; anything else is a fault.
bool mask_bit(const Field& field, const Array& array, std::size_t i) {
  double value = 0;
  if (array.dtype == DType::f32) {
    value = static_cast<double>(element<float>(array, i));
  } else if (array.dtype == DType::f64) {
    value = element<double>(array, i);
  } else if (array.dtype == DType::f16) {
    const auto bits = element<std::uint16_t>(array, i);
    value = bits == 0x3C00 ? 1 : (bits & 0x7FFFU) == 0 ? 0 : 2;  // only which of the three matters
  } else if (array.dtype == DType::boolean) {
    value = 2;
  } else {
    value = static_cast<double>(integer_at(field, array, i));
  }
  if (value == 0 || value == 1) return value == 1;
  fault(field, fmt::format("has an element at {} that is neither 0 nor 1", place_of(array, i)));
}

}  // namespace

void fault(const Field& field, const std::string& what) {
  throw FieldFault{fmt::format("{}: {}", field.name, what)};
}

void wrong_dtype(const Field& field, DType dtype, const char* wanted) {
  fault(field, fmt::format("has dtype {}, must be {}", name_of(dtype), wanted));
}

std::string shape_text(const std::vector<std::int64_t>& shape, const char* letters) {
  std::string text;
  for (const std::int64_t extent : shape) {
    if (!text.empty()) text += ",";
    text += extent == kAny ? std::string(1, *letters++) : fmt::format("{}", extent);
  }
  return "[" + text + "]";
}

Array& array_of(Field& field) {
  auto* array = std::get_if<Array>(&field.content);
  if (array == nullptr) fault(field, "is a value, must be an array of numbers");
  return *array;
}

std::size_t instances_of(const Array& array) {
  return static_cast<std::size_t>(array.shape[0]);
}

void require_shape(Field& field, const std::vector<std::int64_t>& wanted, const char* letters) {
  const std::vector<std::int64_t>& shape = array_of(field).shape;
  bool fits = shape.size() == wanted.size();
  for (std::size_t i = 0; fits && i < shape.size(); ++i) {
    fits = wanted[i] == kAny || wanted[i] == shape[i];
  }
  if (!fits) {
    fault(field,
          fmt::format("has shape {}, must be {}", shape_text(shape), shape_text(wanted, letters)));
  }
}

void require_floats(Field& field) {
  Array& array = array_of(field);
  if (array.dtype == DType::f64) {
    Array rounded{DType::f32, array.shape, std::vector<std::byte>(array.bytes.size() / 2)};
    for (std::size_t i = 0; i < array.elements(); ++i) {
      set_element(rounded.bytes, i, static_cast<float>(element<double>(array, i)));
    }
    array = std::move(rounded);
  }
  if (array.dtype != DType::f32) wrong_dtype(field, array.dtype, "f32");
  for (std::size_t i = 0; i < array.elements(); ++i) {
    const auto value = element<float>(array, i);
    if (!std::isfinite(value)) {
      fault(field, fmt::format("has {} at {}", std::isnan(value) ? "NaN" : "an infinite number",
                               place_of(array, i)));
    }
  }
}

void require_unit_interval(Field& field) {
  const Array& array = array_of(field);
  for (std::size_t i = 0; i < array.elements(); ++i) {
    const auto value = element<float>(array, i);
    if (value < 0.0F || value > 1.0F + kRounding) {
      fault(field, fmt::format("has {} at {}, must be within 0 and 1", value, place_of(array, i)));
    }
  }
}

void require_i64(Field& field) {
  convert_integers<std::int64_t>(field, DType::i64, "i64");
}

void require_i32(Field& field, const char* wanted) {
  convert_integers<std::int32_t>(field, DType::i32, wanted);
}

void require_bits(Field& field) {
  Array& array = array_of(field);
  Array bits{DType::u8, array.shape, std::vector<std::byte>(array.elements())};
  const bool bytes = element_size(array.dtype) == 1;  // as nearly all masks are
  for (std::size_t i = 0; i < bits.bytes.size(); ++i) {
    const bool plain = bytes && array.bytes[i] <= std::byte{1};
    const bool set = plain ? array.bytes[i] == std::byte{1} : mask_bit(field, array, i);
    bits.bytes[i] = set ? std::byte{1} : std::byte{0};
  }
  array = std::move(bits);
}

}  // namespace assay::plugin
