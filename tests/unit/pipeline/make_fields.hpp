// SPDX-License-Identifier: Apache-2.0
// Fields for tests of the pipeline, in a line each.
#pragma once

#include <cstring>
#include <initializer_list>
#include <string>
#include <type_traits>
#include <vector>

#include "core/predict/outcome.hpp"

namespace assay::test {

template <class T>
constexpr predict::DType dtype_of() {
  if constexpr (std::is_same_v<T, float>) return predict::DType::f32;
  if constexpr (std::is_same_v<T, double>) return predict::DType::f64;
  if constexpr (std::is_same_v<T, std::int64_t>) return predict::DType::i64;
  if constexpr (std::is_same_v<T, std::int32_t>) return predict::DType::i32;
  return predict::DType::u8;
}

template <class T>
predict::Field array_field(std::string name, std::vector<std::int64_t> shape,
                           const std::vector<T>& numbers) {
  predict::Array array{dtype_of<T>(), std::move(shape), {}};
  array.bytes.resize(numbers.size() * sizeof(T));
  if (!numbers.empty()) std::memcpy(array.bytes.data(), numbers.data(), array.bytes.size());
  return {std::move(name), "", std::move(array)};
}

}  // namespace assay::test
