// SPDX-License-Identifier: Apache-2.0
#include "core/plugin/collect.hpp"

#include <assay/abi/tensor.h>
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/plugin/utf8.hpp"
#include "core/plugin/wire/encoding.hpp"

namespace assay::plugin {
namespace {

using predict::Array;
using predict::DType;
using predict::Field;

constexpr std::size_t kMostDimensions = 8;

std::optional<DType> dtype_of(std::uint8_t code, std::uint8_t bits) {
  switch (code << 8 | bits) {
    case ASSAY_DTYPE_UINT << 8 | 8:
      return DType::u8;
    case ASSAY_DTYPE_UINT << 8 | 16:
      return DType::u16;
    case ASSAY_DTYPE_UINT << 8 | 32:
      return DType::u32;
    case ASSAY_DTYPE_UINT << 8 | 64:
      return DType::u64;
    case ASSAY_DTYPE_INT << 8 | 8:
      return DType::i8;
    case ASSAY_DTYPE_INT << 8 | 16:
      return DType::i16;
    case ASSAY_DTYPE_INT << 8 | 32:
      return DType::i32;
    case ASSAY_DTYPE_INT << 8 | 64:
      return DType::i64;
    case ASSAY_DTYPE_FLOAT << 8 | 16:
      return DType::f16;
    case ASSAY_DTYPE_FLOAT << 8 | 32:
      return DType::f32;
    case ASSAY_DTYPE_FLOAT << 8 | 64:
      return DType::f64;
    case ASSAY_DTYPE_BOOL << 8 | 8:
      return DType::boolean;
    default:
      return std::nullopt;
  }
}

/// The record's bytes, when they lie in the memory.
std::optional<std::span<const std::byte>> bytes_of(const wire::FieldRecord& record,
                                                   std::span<const std::byte> memory) {
  if (record.offset < wire::kFieldsBegin || record.offset % wire::kFieldAlignment != 0) return {};
  if (record.offset > memory.size() || record.bytes > memory.size() - record.offset) return {};
  return memory.subspan(record.offset, record.bytes);
}

std::optional<Array> read_array(const wire::FieldRecord& record, std::span<const std::byte> bytes) {
  const auto dtype = dtype_of(record.dtype_code, record.dtype_bits);
  if (!dtype || record.shape.size() > kMostDimensions) return std::nullopt;
  std::uint64_t expected = element_size(*dtype);
  for (const std::int64_t extent : record.shape) {
    if (extent < 0 ||
        __builtin_mul_overflow(expected, static_cast<std::uint64_t>(extent), &expected)) {
      return std::nullopt;
    }
  }
  if (expected != bytes.size()) return std::nullopt;
  return Array{*dtype, record.shape, {bytes.begin(), bytes.end()}};
}

predict::Value to_value(wire::Value&& value) {
  using Out = predict::Value;
  struct Convert {
    Out operator()(std::monostate) const { return {}; }
    Out operator()(bool flag) const { return {flag}; }
    Out operator()(std::int64_t number) const { return {number}; }
    Out operator()(double number) const { return {number}; }
    Out operator()(std::string& text) const { return {std::move(text)}; }
    Out operator()(wire::Path& path) const { return {std::move(path.text)}; }
    Out operator()(wire::Value::List& list) const {
      Out::List result;
      for (wire::Value& element : list) result.push_back(to_value(std::move(element)));
      return {std::move(result)};
    }
    Out operator()(wire::Value::Map& map) const {
      Out::Map result;
      for (auto& [key, element] : map) {
        result.emplace_back(std::move(key), to_value(std::move(element)));
      }
      return {std::move(result)};
    }
    Out operator()(wire::Placeholder) const { return {}; }
  };
  return std::visit(Convert{}, value.content);
}

std::optional<predict::Value> read_value(std::span<const std::byte> shared) {
  // A copy first: the worker could change it between our checks and our reading.
  const std::vector<std::byte> bytes(shared.begin(), shared.end());
  wire::Reader reader(bytes);
  wire::Value value = wire::decode_value(reader);
  if (!reader.finished()) return std::nullopt;
  return to_value(std::move(value));
}

std::optional<Field> read_field(const wire::FieldRecord& record,
                                std::span<const std::byte> memory) {
  const auto bytes = bytes_of(record, memory);
  if (!bytes) return std::nullopt;
  Field field{record.name, record.input, {}};
  if (record.is_value) {
    auto value = read_value(*bytes);
    if (!value) return std::nullopt;
    field.content = std::move(*value);
  } else {
    auto array = read_array(record, *bytes);
    if (!array) return std::nullopt;
    field.content = std::move(*array);
  }
  return field;
}

}  // namespace

std::optional<Collected> collect(const wire::Predicted& predicted, std::size_t datapoints,
                                 std::span<const std::byte> memory) {
  Collected result(datapoints);
  std::uint64_t copied = 0;  // records may name the same bytes again and again
  for (const wire::FieldRecord& record : predicted.fields) {
    copied += std::min<std::uint64_t>(record.bytes, memory.size() + 1);
    if (copied > memory.size()) return std::nullopt;
    auto field = read_field(record, memory);
    if (!field || record.datapoint >= datapoints) return std::nullopt;
    std::get<0>(result[record.datapoint]).push_back(std::move(*field));
  }
  for (const wire::FailRecord& failure : predicted.failures) {
    if (failure.datapoint >= datapoints) return std::nullopt;
    std::string text = printable(failure.text);
    if (text.empty()) text = fmt::format("status {} without a text", failure.status);
    result[failure.datapoint] = Declined{predict::FailureKind::datapoint_failed, std::move(text)};
  }
  return result;
}

}  // namespace assay::plugin
