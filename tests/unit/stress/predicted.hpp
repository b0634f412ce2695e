// SPDX-License-Identifier: Apache-2.0
// What models answer, for tests of judges.
#pragma once

#include <cstring>
#include <string>
#include <vector>

#include "core/evaluation/class_map.hpp"
#include "core/predict/field.hpp"

namespace assay::stress {

template <class T>
predict::Field array_field(const std::string& name, predict::DType dtype,
                           std::vector<std::int64_t> shape, const std::vector<T>& values) {
  predict::Array array{dtype, std::move(shape), {}};
  array.bytes.resize(values.size() * sizeof(T));
  if (!values.empty()) std::memcpy(array.bytes.data(), values.data(), array.bytes.size());
  return {name, "", std::move(array)};
}

/// As many, each a category of the data set.
inline evaluation::ClassMap classes(std::size_t count) {
  evaluation::ClassMap map;
  for (std::size_t i = 0; i < count; ++i) map.classes.push_back({"c", i});
  return map;
}

}  // namespace assay::stress
