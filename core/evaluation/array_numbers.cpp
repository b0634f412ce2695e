// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/array_numbers.hpp"

namespace assay::evaluation {
namespace {

using predict::Array;
using predict::DType;

/// Calls `visit` with the elements in their own type; false for a type that C++ does not have.
template <class Visit>
bool visit_integers(const Array& array, Visit visit) {
  switch (array.dtype) {
    case DType::u8:
      return visit(array.as<std::uint8_t>());
    case DType::i8:
      return visit(array.as<std::int8_t>());
    case DType::u16:
      return visit(array.as<std::uint16_t>());
    case DType::i16:
      return visit(array.as<std::int16_t>());
    case DType::u32:
      return visit(array.as<std::uint32_t>());
    case DType::i32:
      return visit(array.as<std::int32_t>());
    case DType::u64:
      return visit(array.as<std::uint64_t>());
    case DType::i64:
      return visit(array.as<std::int64_t>());
    default:
      return false;
  }
}

template <class Visit>
bool visit_numbers(const Array& array, Visit visit) {
  if (array.dtype == DType::f32) return visit(array.as<float>());
  if (array.dtype == DType::f64) return visit(array.as<double>());
  return visit_integers(array, visit);
}

template <class To>
auto convert_into(std::vector<To>& result) {
  return [&result](auto elements) {
    result.reserve(elements.size());
    for (const auto element : elements) result.push_back(static_cast<To>(element));
    return true;
  };
}

}  // namespace

std::optional<std::vector<double>> numbers_of(const Array& array) {
  std::vector<double> result;
  if (!visit_numbers(array, convert_into(result))) return std::nullopt;
  return result;
}

std::optional<std::vector<std::int64_t>> integers_of(const Array& array) {
  std::vector<std::int64_t> result;
  if (!visit_integers(array, convert_into(result))) return std::nullopt;
  return result;
}

std::optional<std::vector<std::uint8_t>> flags_of(const Array& array) {
  std::vector<std::uint8_t> result;
  const auto flag = [&result](auto elements) {
    result.reserve(elements.size());
    for (const auto element : elements) result.push_back(element != 0 ? 1 : 0);
    return true;
  };
  if (array.dtype == DType::boolean) {
    flag(array.as<std::uint8_t>());
  } else if (!visit_numbers(array, flag)) {
    return std::nullopt;
  }
  return result;
}

}  // namespace assay::evaluation
