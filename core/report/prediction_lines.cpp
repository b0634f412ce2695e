// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <cstring>

#include "core/base/check.hpp"
#include "core/base/digest.hpp"
#include "core/report/json.hpp"
#include "core/report/predictions.hpp"

namespace assay::report {
namespace {

using predict::Array;
using predict::DType;
using predict::Value;

constexpr std::size_t kLargestInlineBytes = std::size_t{64} * 1024;  // as in the journal

/// IEEE 754 binary16.
double half(std::uint16_t bits) {
  const int exponent = bits >> 10 & 0x1F;
  const int fraction = bits & 0x3FF;
  const double sign = (bits & 0x8000) != 0 ? -1 : 1;
  if (exponent == 0) return sign * std::ldexp(fraction, -24);
  if (exponent == 31) return fraction == 0 ? sign * HUGE_VAL : std::nan("");
  return sign * std::ldexp(1024 + fraction, exponent - 25);
}

Json json_float(double value) {
  return std::isfinite(value) ? Json(value) : Json(nullptr);
}

template <class T>
T element(const Array& array, std::size_t index) {
  T value;
  std::memcpy(&value, array.bytes.data() + index * sizeof(T), sizeof(T));
  return value;
}

Json json_element(const Array& array, std::size_t index) {
  switch (array.dtype) {
    case DType::u8:
      return element<std::uint8_t>(array, index);
    case DType::i8:
      return element<std::int8_t>(array, index);
    case DType::u16:
      return element<std::uint16_t>(array, index);
    case DType::i16:
      return element<std::int16_t>(array, index);
    case DType::u32:
      return element<std::uint32_t>(array, index);
    case DType::i32:
      return element<std::int32_t>(array, index);
    case DType::u64:
      return element<std::uint64_t>(array, index);
    case DType::i64:
      return element<std::int64_t>(array, index);
    case DType::f16:
      return json_float(half(element<std::uint16_t>(array, index)));
    case DType::f32:
      return json_float(static_cast<double>(element<float>(array, index)));
    case DType::f64:
      return json_float(element<double>(array, index));
    case DType::boolean:
      return element<std::uint8_t>(array, index) != 0;
  }
  ASSAY_CHECK(false);
}

/// The sub-array of `array` at `axis` that starts with element `next`, which moves on. As deep as
/// the array has axes, of which the validated ones are few.
Json json_axis(const Array& array, std::size_t axis, std::size_t& next) {
  if (axis == array.shape.size()) return json_element(array, next++);
  Json list = Json::array();
  for (std::int64_t i = 0; i < array.shape[axis]; ++i)
    list.push_back(json_axis(array, axis + 1, next));
  return list;
}

Json json_array(const Array& array) {
  // Not by its shape: a million rows of nothing are no bytes.
  if (array.bytes.empty()) return Json::array();
  if (array.bytes.size() > kLargestInlineBytes) {
    Sha256 digest;
    digest.add(array.bytes);
    return {{"dtype", predict::name_of(array.dtype)},
            {"shape", array.shape},
            {"sha256", digest.finish()}};
  }
  std::size_t next = 0;
  return json_axis(array, 0, next);
}

Json json_value(const Value& value);

struct ValueWriter {
  Json operator()(std::monostate) const { return nullptr; }
  Json operator()(bool value) const { return value; }
  Json operator()(std::int64_t value) const { return value; }
  Json operator()(double value) const { return json_float(value); }
  Json operator()(const std::string& value) const { return value; }
  Json operator()(const Value::List& values) const {
    Json list = Json::array();
    for (const Value& value : values) list.push_back(json_value(value));
    return list;
  }
  Json operator()(const Value::Map& values) const {
    Json map = Json::object();
    for (const auto& [key, value] : values) map[key] = json_value(value);
    return map;
  }
};

Json json_value(const Value& value) {
  return std::visit(ValueWriter{}, value.content);
}

Json json_field(const predict::Field& field) {
  const auto* array = std::get_if<Array>(&field.content);
  return array != nullptr ? json_array(*array) : json_value(std::get<Value>(field.content));
}

}  // namespace

std::string prediction_lines(const dataset::Dataset& dataset,
                             std::span<const predict::Outcome> outcomes) {
  std::string lines;
  for (const predict::Outcome& outcome : outcomes) {
    ASSAY_CHECK(outcome.index < dataset.datapoints.size());
    Json line{{"datapoint", dataset.datapoints[outcome.index].id}};
    if (const predict::Failure* failure = outcome.failure()) {
      line["failure"] = predict::name_of(failure->kind);
    } else {
      Json& fields = line["fields"] = Json::object();
      for (const predict::Field& field : outcome.prediction()->fields) {
        fields[field.input.empty() ? field.name : field.name + "@" + field.input] =
            json_field(field);
      }
    }
    lines += dump(line) + "\n";
  }
  return lines;
}

}  // namespace assay::report
