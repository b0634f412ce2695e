// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/field_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/evaluation/array_numbers.hpp"

namespace assay::evaluation {

using predict::Array;
using predict::Field;
using predict::Value;

std::optional<std::size_t> PredictedClasses::category(std::size_t i, const ClassMap& map) const {
  return names.empty() ? map.category_of(indices[i]) : map.category_of(names[i]);
}

void FieldReader::fail(std::string fault) {
  if (fault_.empty()) fault_ = std::move(fault);
}

const Array* FieldReader::array(std::string_view name) {
  const Field* field = prediction_.find(name);
  if (field == nullptr) {
    fail(fmt::format("the field '{}' is missing", name));
    return nullptr;
  }
  const Array* array = std::get_if<Array>(&field->content);
  if (array == nullptr) fail(fmt::format("'{}' is not an array", name));
  return array;
}

std::vector<double> FieldReader::finite_numbers(std::string_view name) {
  const Array* of = array(name);
  if (of == nullptr) return {};
  auto numbers = numbers_of(*of);
  if (!numbers) {
    fail(fmt::format("'{}' has the type {}; f32 is wanted", name, name_of(of->dtype)));
    return {};
  }
  const auto wrong = std::find_if(numbers->begin(), numbers->end(),
                                  [](double number) { return !std::isfinite(number); });
  if (wrong == numbers->end()) return *std::move(numbers);
  fail(fmt::format("'{}' has {} at element {}; all must be finite", name, *wrong,
                   wrong - numbers->begin()));
  return {};
}

std::vector<std::array<double, 4>> FieldReader::boxes() {
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

PredictedClasses FieldReader::classes() {
  const Field* field = prediction_.find("classes");
  if (field == nullptr) field = prediction_.find("labels");
  if (field == nullptr) {
    fail("the field 'classes' is missing");
    return {};
  }
  if (const auto* value = std::get_if<Value>(&field->content)) return {{}, names_in(*value)};
  const auto& array = std::get<Array>(field->content);
  auto indices = integers_of(array);
  if (!indices) {
    fail(fmt::format("'{}' has the type {}; i64 is wanted", field->name, name_of(array.dtype)));
    return {};
  }
  require_known(*indices);
  return {*std::move(indices), {}};
}

void FieldReader::require_as_many(std::size_t count, std::string_view name, std::size_t scores) {
  if (count != scores) fail(fmt::format("{} {} but {} scores", count, name, scores));
}

void FieldReader::require_all_classes(std::size_t count) {
  const auto known = static_cast<std::int64_t>(map_.classes.size()) + map_.first_index;
  const auto given = static_cast<std::int64_t>(count);
  if (map_.open_ended ? given >= known : given == known) return;
  fail(
      fmt::format("{} probabilities, but {}{} classes; state the model's classes, or their "
                  "offset, in 'classes' of the definition",
                  count, map_.open_ended ? "at least " : "", known));
}

void FieldReader::check_corners(const std::array<double, 4>& box, std::size_t i) {
  const auto& [x1, y1, x2, y2] = box;
  if (x1 <= x2 && y1 <= y2) return;
  fail(
      fmt::format("box {} is ({}, {}, {}, {}), but x1,y1,x2,y2 with x1 <= x2 and y1 <= y2 is "
                  "wanted",
                  i, x1, y1, x2, y2));
}

void FieldReader::require_known(const std::vector<std::int64_t>& indices) {
  const auto outside = [&](std::int64_t index) { return !map_.contains(index); };
  const auto first = std::find_if(indices.begin(), indices.end(), outside);
  if (first == indices.end()) return;
  fail(fmt::format(
      "{} of {} classes are outside {}, e.g. {}; state the model's classes, or their "
      "offset, in 'classes' of the definition",
      std::count_if(first, indices.end(), outside), indices.size(), map_.range(), *first));
}

std::vector<std::string> FieldReader::names_in(const Value& value) {
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

std::vector<double> FieldReader::keypoints(std::size_t each) {
  std::vector<double> numbers = finite_numbers("keypoints");
  if (!fault_.empty()) return {};
  const auto& shape = prediction_.array("keypoints")->shape;
  if (shape.size() == 3 && shape[0] == 0) return {};  // nobody; how many keypoints is then open
  const auto wanted = static_cast<std::int64_t>(each);
  if (shape.size() != 3 || shape[1] != wanted || shape[2] != 3) {
    fail(fmt::format("'keypoints' has the shape [{}]; [N, {}, 3] is wanted", fmt::join(shape, ", "),
                     each));
    return {};
  }
  return numbers;
}

}  // namespace assay::evaluation
