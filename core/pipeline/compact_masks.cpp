// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/compact_masks.hpp"

#include <algorithm>
#include <tuple>

#include "core/base/check.hpp"
#include "core/image/run_lengths.hpp"

namespace assay::pipeline {
namespace {

using predict::Array;
using predict::DType;
using predict::Field;
using predict::Value;

/// The planes of one mask as 0 and 1.
template <class T>
void append_bits(const Array& array, std::size_t begin, std::size_t count,
                 std::vector<std::uint8_t>& rows) {
  for (const T value : array.as<T>().subspan(begin, count)) rows.push_back(value != T{} ? 1 : 0);
}

std::vector<std::uint8_t> bits_of(const Array& array, std::size_t begin, std::size_t count) {
  std::vector<std::uint8_t> rows;
  rows.reserve(count);
  switch (array.dtype) {
    case DType::f32:
      append_bits<float>(array, begin, count, rows);
      break;
    case DType::f64:
      append_bits<double>(array, begin, count, rows);
      break;
    case DType::u16:
    case DType::i16:
    case DType::f16:  // 0 and 1 are all there is, and 0 is no bits in each
      append_bits<std::uint16_t>(array, begin, count, rows);
      break;
    case DType::u32:
    case DType::i32:
      append_bits<std::uint32_t>(array, begin, count, rows);
      break;
    case DType::u64:
    case DType::i64:
      append_bits<std::uint64_t>(array, begin, count, rows);
      break;
    case DType::u8:
    case DType::i8:
    case DType::boolean:
      append_bits<std::uint8_t>(array, begin, count, rows);
      break;
  }
  return rows;
}

Value run_lengths_of(const Array& masks) {
  ASSAY_CHECK(masks.shape.size() == 3);
  const image::Size size{masks.shape[2], masks.shape[1]};
  const auto pixels = static_cast<std::size_t>(size.width * size.height);
  Value::List texts;
  for (std::size_t i = 0; i < static_cast<std::size_t>(masks.shape[0]); ++i) {
    texts.push_back({to_text(image::encode_mask(bits_of(masks, i * pixels, pixels), size))});
  }
  return {std::move(texts)};
}

bool is_masks(const Field& field) {
  return field.name == "masks" && std::holds_alternative<Array>(field.content);
}

}  // namespace

void compact_masks(predict::Prediction& prediction) {
  std::vector<Field>& fields = prediction.fields;
  for (auto masks = std::find_if(fields.begin(), fields.end(), is_masks); masks != fields.end();
       masks = std::find_if(fields.begin(), fields.end(), is_masks)) {
    Field compact{"rle", masks->input, run_lengths_of(std::get<Array>(masks->content))};
    fields.erase(masks);
    std::erase_if(fields, [&](const Field& field) {
      return field.name == "rle" && field.input == compact.input;
    });
    const auto before = [](const Field& a, const Field& b) {
      return std::tie(a.name, a.input) < std::tie(b.name, b.input);
    };
    fields.insert(std::lower_bound(fields.begin(), fields.end(), compact, before),
                  std::move(compact));
  }
}

}  // namespace assay::pipeline
