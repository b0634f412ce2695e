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
    case DType::u8:
      return convert<To, std::uint8_t>(array);
    case DType::i8:
      return convert<To, std::int8_t>(array);
    case DType::u16:
      return convert<To, std::uint16_t>(array);
    case DType::i16:
      return convert<To, std::int16_t>(array);
    case DType::u32:
      return convert<To, std::uint32_t>(array);
    case DType::i32:
      return convert<To, std::int32_t>(array);
    case DType::u64:
      return convert<To, std::uint64_t>(array);
    case DType::i64:
      return convert<To, std::int64_t>(array);
    default:
      return std::nullopt;
  }
}

std::optional<std::vector<double>> numbers_of(const Array& array) {
  if (array.dtype == DType::f32) return convert<double, float>(array);
  if (array.dtype == DType::f64) return convert<double, double>(array);
  return integers_of<double>(array);
}

/// Reads fields one after another and keeps the first fault; what is read after one means nothing.
class FieldReader {
 public:
  FieldReader(const Prediction& prediction, const ClassMap& map)
      : prediction_(prediction), map_(map) {}

  const std::string& fault() const { return fault_; }

  std::vector<double> finite_numbers(std::string_view name) {
    const Field* field = prediction_.find(name);
    if (field == nullptr) return fail(fmt::format("the field '{}' is missing", name));
    const Array* array = std::get_if<Array>(&field->content);
    if (array == nullptr) return fail(fmt::format("'{}' is not an array", name));
    auto numbers = numbers_of(*array);
    if (!numbers) {
      return fail(fmt::format("'{}' has the type {}; f32 is wanted", name, name_of(array->dtype)));
    }
    const auto wrong = std::find_if(numbers->begin(), numbers->end(),
                                    [](double number) { return !std::isfinite(number); });
    if (wrong == numbers->end()) return *std::move(numbers);
    return fail(fmt::format("'{}' has {} at element {}; all must be finite", name, *wrong,
                            wrong - numbers->begin()));
  }

  std::vector<std::array<double, 4>> boxes() {
    const std::vector<double> numbers = finite_numbers("boxes");
    if (numbers.empty()) return {};
    const auto& shape = prediction_.array("boxes")->shape;
    if (shape.size() != 2 || shape[1] != 4) {
      fail(fmt::format("'boxes' has the shape [{}]; [N, 4] is wanted", fmt::join(shape, ", ")));
      return {};
    }
    std::vector<std::array<double, 4>> boxes;
    for (std::size_t i = 0; i + 4 <= numbers.size(); i += 4) {
      boxes.push_back({numbers[i], numbers[i + 1], numbers[i + 2], numbers[i + 3]});
      check_corners(boxes.back(), i / 4);
    }
    return boxes;
  }

  PredictedClasses classes() {
    const Field* field = prediction_.find("classes");
    if (field == nullptr) field = prediction_.find("labels");
    if (field == nullptr) {
      fail("the field 'classes' is missing");
      return {};
    }
    if (const auto* value = std::get_if<Value>(&field->content)) return {{}, names_in(*value)};
    const auto& array = std::get<Array>(field->content);
    auto indices = integers_of<std::int64_t>(array);
    if (!indices) {
      fail(fmt::format("'{}' has the type {}; i64 is wanted", field->name, name_of(array.dtype)));
      return {};
    }
    check_range(*indices);
    return {*std::move(indices), {}};
  }

  void require_as_many(std::size_t count, std::string_view name, std::size_t scores) {
    if (count != scores) fail(fmt::format("{} {} but {} scores", count, name, scores));
  }

  void require_all_classes(std::size_t count) {
    const auto known = static_cast<std::int64_t>(map_.classes.size()) + map_.first_index;
    const auto given = static_cast<std::int64_t>(count);
    if (map_.open_ended ? given >= known : given == known) return;
    fail(
        fmt::format("{} probabilities, but {}{} classes; state the model's classes, or their "
                    "offset, in 'classes' of the definition",
                    count, map_.open_ended ? "at least " : "", known));
  }

 private:
  std::vector<double> fail(std::string fault) {
    if (fault_.empty()) fault_ = std::move(fault);
    return {};
  }

  void check_corners(const std::array<double, 4>& box, std::size_t i) {
    const auto& [x1, y1, x2, y2] = box;
    if (x1 <= x2 && y1 <= y2) return;
    fail(
        fmt::format("box {} is ({}, {}, {}, {}), but x1,y1,x2,y2 with x1 <= x2 and y1 <= y2 is "
                    "wanted",
                    i, x1, y1, x2, y2));
  }

  void check_range(const std::vector<std::int64_t>& indices) {
    const auto outside = [&](std::int64_t index) { return !map_.contains(index); };
    const auto first = std::find_if(indices.begin(), indices.end(), outside);
    if (first == indices.end()) return;
    fail(fmt::format(
        "{} of {} classes are outside {}, e.g. {}; state the model's classes, or their "
        "offset, in 'classes' of the definition",
        std::count_if(first, indices.end(), outside), indices.size(), map_.range(), *first));
  }

  std::vector<std::string> names_in(const Value& value) {
    std::vector<std::string> names;
    if (const auto* one = std::get_if<std::string>(&value.content)) return {*one};
    const auto* list = std::get_if<Value::List>(&value.content);
    if (list == nullptr) {
      fail("'classes' is neither an array of indices nor a list of names");
      return {};
    }
    for (const Value& element : *list) {
      const auto* name = std::get_if<std::string>(&element.content);
      if (name == nullptr) fail("'classes' is a list with something else than names in it");
      names.push_back(name == nullptr ? "" : *name);
    }
    return names;
  }

  const Prediction& prediction_;
  const ClassMap& map_;
  std::string fault_;
};

}  // namespace

std::optional<std::size_t> PredictedClasses::category(std::size_t i, const ClassMap& map) const {
  return names.empty() ? map.category_of(indices[i]) : map.category_of(names[i]);
}

std::variant<BoxFields, std::string> read_box_fields(const Prediction& prediction,
                                                     const ClassMap& map) {
  FieldReader reader(prediction, map);
  BoxFields fields{reader.boxes(), reader.classes(), reader.finite_numbers("scores")};
  reader.require_as_many(fields.boxes.size(), "boxes", fields.scores.size());
  reader.require_as_many(fields.classes.size(), "classes", fields.scores.size());
  if (!reader.fault().empty()) return reader.fault();
  return fields;
}

std::variant<ClassFields, std::string> read_class_fields(const Prediction& prediction,
                                                         const ClassMap& map) {
  FieldReader reader(prediction, map);
  ClassFields fields;
  if (prediction.find("probabilities") != nullptr) {
    fields.probabilities = reader.finite_numbers("probabilities");
    reader.require_all_classes(fields.probabilities.size());
  } else {
    fields.classes = reader.classes();
    fields.scores = reader.finite_numbers("scores");
    reader.require_as_many(fields.classes.size(), "classes", fields.scores.size());
  }
  if (!reader.fault().empty()) return reader.fault();
  return fields;
}

}  // namespace assay::evaluation
