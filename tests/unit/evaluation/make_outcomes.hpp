// SPDX-License-Identifier: Apache-2.0
// Predictions and outcomes as plugins would give them.
#pragma once

#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "core/predict/outcome.hpp"

namespace assay::evaluation {

template <class T>
predict::Field array_field(std::string name, predict::DType dtype, std::vector<std::int64_t> shape,
                           const std::vector<T>& values) {
  predict::Array array{dtype, std::move(shape), {}};
  array.bytes.resize(values.size() * sizeof(T));
  if (!values.empty()) std::memcpy(array.bytes.data(), values.data(), array.bytes.size());
  return {std::move(name), "", std::move(array)};
}

inline predict::Field floats(std::string name, const std::vector<float>& values) {
  return array_field(std::move(name), predict::DType::f32,
                     {static_cast<std::int64_t>(values.size())}, values);
}

inline predict::Field indices(std::string name, const std::vector<std::int64_t>& values) {
  return array_field(std::move(name), predict::DType::i64,
                     {static_cast<std::int64_t>(values.size())}, values);
}

inline predict::Field boxes(const std::vector<float>& corners) {
  return array_field("boxes", predict::DType::f32,
                     {static_cast<std::int64_t>(corners.size() / 4), 4}, corners);
}

inline predict::Field texts(std::string name, const std::vector<std::string>& values) {
  predict::Value::List list;
  for (const std::string& value : values) list.push_back({value});
  return {std::move(name), "", predict::Value{std::move(list)}};
}

inline predict::Outcome predicted(std::size_t index, std::vector<predict::Field> fields) {
  return {index, {100, 100}, predict::Prediction{std::move(fields)}};
}

inline predict::Outcome failed(std::size_t index) {
  return {index, {100, 100}, predict::Failure{predict::FailureKind::plugin_crash, "died"}};
}

}  // namespace assay::evaluation
