// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/prediction_fields.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string_view>

namespace assay::evaluation {
namespace {

using predict::Array;
using predict::DType;
using predict::Field;
using predict::Prediction;
using predict::Value;

/// What is wrong with a field. Leaves this file as a value only.
struct Fault {
  std::string text;
};

template <class To, class From>
std::vector<To> convert(const Array& array) {
  std::vector<To> result;
  result.reserve(array.elements());
  for (const From value : array.as<From>()) result.push_back(static_cast<To>(value));
  return result;
}

template <class To>
std::optional<std::vector<To>> integers_of(const Array& array) {
  switch (array.dtype) {
    case DType::u8: return convert<To, std::uint8_t>(array);
    case DType::i8: return convert<To, std::int8_t>(array);
    case DType::u16: return convert<To, std::uint16_t>(array);
    case DType::i16: return convert<To, std::int16_t>(array);
    case DType::u32: return convert<To, std::uint32_t>(array);
    case DType::i32: return convert<To, std::int32_t>(array);
    case DType::u64: return convert<To, std::uint64_t>(array);
    case DType::i64: return convert<To, std::int64_t>(array);
    default: return std::nullopt;
  }
}

std::optional<std::vector<double>> numbers_of(const Array& array) {
  if (array.dtype == DType::f32) return convert<double, float>(array);
  if (array.dtype == DType::f64) return convert<double, double>(array);
  return integers_of<double>(array);
}

const Array& require_array(const Prediction& prediction, std::string_view name) {
  const Field* field = prediction.find(name);
  if (field == nullptr) throw Fault{fmt::format("the field '{}' is missing", name)};
  const Array* array = std::get_if<Array>(&field->content);
  if (array == nullptr) throw Fault{fmt::format("'{}' is not an array", name)};
  return *array;
}

std::vector<double> require_finite(const Prediction& prediction, std::string_view name) {
  const Array& array = require_array(prediction, name);
  auto numbers = numbers_of(array);
  if (!numbers) {
    throw Fault{fmt::format("'{}' has the type {}; f32 is wanted", name, name_of(array.dtype))};
  }
  for (std::size_t i = 0; i < numbers->size(); ++i) {
    if (!std::isfinite((*numbers)[i])) {
      throw Fault{fmt::format("'{}' has {} at element {}; all must be finite", name, (*numbers)[i], i)};
    }
  }
  return *std::move(numbers);
}

std::vector<std::array<double, 4>> require_boxes(const Prediction& prediction) {
  const std::vector<double> numbers = require_finite(prediction, "boxes");
  const Array& array = *prediction.array("boxes");
  const bool is_list_of_boxes = array.shape.size() == 2 && array.shape[1] == 4;
  if (!numbers.empty() && !is_list_of_boxes) {
    throw Fault{fmt::format("'boxes' has the shape [{}]; [N, 4] is wanted",
                            fmt::join(array.shape, ", "))};
  }
  std::vector<std::array<double, 4>> boxes;
  for (std::size_t i = 0; i + 4 <= numbers.size(); i += 4) {
    boxes.push_back({numbers[i], numbers[i + 1], numbers[i + 2], numbers[i + 3]});
    const auto& [x1, y1, x2, y2] = boxes.back();
    if (x1 > x2 || y1 > y2) {
      throw Fault{fmt::format("box {} is ({}, {}, {}, {}), but x1,y1,x2,y2 with x1 <= x2 and y1 <= y2 "
                              "is wanted",
                              i / 4, x1, y1, x2, y2)};
    }
  }
  return boxes;
}

std::vector<std::string> names_in(const Value& value) {
  std::vector<std::string> names;
  if (const auto* one = std::get_if<std::string>(&value.content)) return {*one};
  const auto* list = std::get_if<Value::List>(&value.content);
  if (list == nullptr) throw Fault{"'classes' is neither an array of indices nor a list of names"};
  for (const Value& element : *list) {
    const auto* name = std::get_if<std::string>(&element.content);
    if (name == nullptr) throw Fault{"'classes' is a list with something else than names in it"};
    names.push_back(*name);
  }
  return names;
}

void check_range(const std::vector<std::int64_t>& indices, const ClassMap& map) {
  std::size_t count = 0;
  std::int64_t first = 0;
  for (const std::int64_t index : indices) {
    if (map.contains(index)) continue;
    if (count++ == 0) first = index;
  }
  if (count == 0) return;
  throw Fault{fmt::format("{} of {} classes are outside {}, e.g. {}; state the model's classes, or "
                          "their offset, in 'classes' of the definition",
                          count, indices.size(), map.range(), first)};
}

PredictedClasses require_classes(const Prediction& prediction, const ClassMap& map) {
  const Field* field = prediction.find("classes");
  if (field == nullptr) field = prediction.find("labels");
  if (field == nullptr) throw Fault{"the field 'classes' is missing"};
  PredictedClasses classes;
  if (const auto* value = std::get_if<Value>(&field->content)) {
    classes.names = names_in(*value);
    return classes;
  }
  const Array& array = std::get<Array>(field->content);
  auto indices = integers_of<std::int64_t>(array);
  if (!indices) {
    throw Fault{fmt::format("'{}' has the type {}; i64 is wanted", field->name, name_of(array.dtype))};
  }
  check_range(*indices, map);
  classes.indices = *std::move(indices);
  return classes;
}

void require_equal(std::size_t a, std::string_view a_name, std::size_t b, std::string_view b_name) {
  if (a != b) throw Fault{fmt::format("{} {} but {} {}", a, a_name, b, b_name)};
}

void require_all_classes(std::size_t count, const ClassMap& map) {
  const auto known = static_cast<std::int64_t>(map.classes.size()) + map.first_index;
  const auto given = static_cast<std::int64_t>(count);
  const bool enough = map.open_ended ? given >= known : given == known;
  if (enough) return;
  throw Fault{fmt::format("{} probabilities, but {}{} classes; state the model's classes, or their "
                          "offset, in 'classes' of the definition",
                          count, map.open_ended ? "at least " : "", known)};
}

template <class Fields, class Read>
std::variant<Fields, std::string> read_or_fault(Read read) {
  try {
    return read();
  } catch (Fault& fault) {
    return std::move(fault.text);
  }
}

}  // namespace

std::optional<std::size_t> PredictedClasses::category(std::size_t i, const ClassMap& map) const {
  return names.empty() ? map.category_of(indices[i]) : map.category_of(names[i]);
}

std::variant<BoxFields, std::string> read_box_fields(const Prediction& prediction,
                                                     const ClassMap& map) {
  return read_or_fault<BoxFields>([&] {
    BoxFields fields{require_boxes(prediction), require_classes(prediction, map),
                     require_finite(prediction, "scores")};
    require_equal(fields.boxes.size(), "boxes", fields.classes.size(), "classes");
    require_equal(fields.boxes.size(), "boxes", fields.scores.size(), "scores");
    return fields;
  });
}

std::variant<ClassFields, std::string> read_class_fields(const Prediction& prediction,
                                                         const ClassMap& map) {
  return read_or_fault<ClassFields>([&] {
    ClassFields fields;
    if (prediction.find("probabilities") != nullptr) {
      fields.probabilities = require_finite(prediction, "probabilities");
      require_all_classes(fields.probabilities.size(), map);
      return fields;
    }
    fields.classes = require_classes(prediction, map);
    fields.scores = require_finite(prediction, "scores");
    require_equal(fields.classes.size(), "classes", fields.scores.size(), "scores");
    return fields;
  });
}

}  // namespace assay::evaluation
