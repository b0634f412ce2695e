// SPDX-License-Identifier: Apache-2.0
#include "core/predict/field.hpp"

#include "core/base/check.hpp"

namespace assay::predict {

std::size_t element_size(DType dtype) {
  switch (dtype) {
    case DType::u8:
    case DType::i8:
    case DType::boolean:
      return 1;
    case DType::u16:
    case DType::i16:
    case DType::f16:
      return 2;
    case DType::u32:
    case DType::i32:
    case DType::f32:
      return 4;
    case DType::u64:
    case DType::i64:
    case DType::f64:
      return 8;
  }
  ASSAY_CHECK(false);
}

std::string_view name_of(DType dtype) {
  switch (dtype) {
    case DType::u8:
      return "u8";
    case DType::i8:
      return "i8";
    case DType::u16:
      return "u16";
    case DType::i16:
      return "i16";
    case DType::u32:
      return "u32";
    case DType::i32:
      return "i32";
    case DType::u64:
      return "u64";
    case DType::i64:
      return "i64";
    case DType::f16:
      return "f16";
    case DType::f32:
      return "f32";
    case DType::f64:
      return "f64";
    case DType::boolean:
      return "bool";
  }
  ASSAY_CHECK(false);
}

std::size_t Array::elements() const {
  std::size_t product = 1;
  for (const std::int64_t extent : shape) product *= static_cast<std::size_t>(extent);
  return product;
}

const Field* Prediction::find(std::string_view name) const {
  for (const Field& field : fields) {
    if (field.name == name && field.input.empty()) return &field;
  }
  return nullptr;
}

const Array* Prediction::array(std::string_view name) const {
  const Field* field = find(name);
  return field == nullptr ? nullptr : std::get_if<Array>(&field->content);
}

}  // namespace assay::predict
