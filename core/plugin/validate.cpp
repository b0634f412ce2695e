// SPDX-License-Identifier: Apache-2.0
#include "core/plugin/validate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include "core/plugin/field_rules.hpp"
#include "core/plugin/utf8.hpp"

namespace assay::plugin {
namespace {

using definition::ProblemType;
using predict::Field;
using predict::Prediction;
using predict::Value;

/// One of these fields must be there.
using Alternatives = std::vector<std::string_view>;

std::vector<Alternatives> needs_of(ProblemType type, const Prediction& prediction) {
  static const Alternatives kClass{"classes", "labels"};
  switch (type) {
    case ProblemType::classification:
      if (prediction.find("probabilities") != nullptr) return {};
      return {{"probabilities", "classes", "labels"}, {"scores"}};
    case ProblemType::object_detection:
      return {{"boxes"}, kClass, {"scores"}};
    case ProblemType::instance_segmentation:
      return {{"masks", "polygons", "rle"}, kClass, {"scores"}};
    case ProblemType::semantic_segmentation:
      return {{"segmentation"}};
    case ProblemType::image_regression:
      return {{"regressed_values"}};
    case ProblemType::keypoints:
      return {{"keypoints"}};
    case ProblemType::output_image:
      return {{"image_output"}};
    case ProblemType::custom:
      return {};
  }
  return {};
}

/// A key of the definition stands for its encodings.
Alternatives spellings_of(std::string_view key) {
  if (key == "classes") return {"classes", "labels"};
  if (key == "masks") return {"masks", "rle"};
  return {key};
}

void require_one_of(const Prediction& prediction, const Alternatives& names, const char* whose) {
  for (const std::string_view name : names) {
    if (prediction.find(name) != nullptr) return;
  }
  std::string text(names.front());
  for (std::size_t i = 1; i < names.size(); ++i) text += fmt::format(" or {}", names[i]);
  throw FieldFault{fmt::format("{} is missing ({})", text, whose)};
}

/// Values go into JSON: text must be UTF-8, numbers finite, keys unique. What is wrong, "" for
/// nothing.
std::string value_fault(const Value& value);

std::string list_fault(const Value::List& list) {
  for (const Value& element : list) {
    if (std::string fault = value_fault(element); !fault.empty()) return fault;
  }
  return "";
}

std::string map_fault(const Value::Map& map) {
  // Keys are looked up one by one wherever the map is written and read.
  constexpr std::size_t kMostKeys = 10'000;
  if (map.size() > kMostKeys) return fmt::format("has a map of {} keys", map.size());
  std::set<std::string_view> keys;
  for (const auto& [key, value] : map) {
    if (!is_utf8(key)) return "has a key that is not UTF-8";
    if (!keys.insert(key).second) return fmt::format("has the key '{}' twice", key);
    if (std::string fault = value_fault(value); !fault.empty()) return fault;
  }
  return "";
}

std::string value_fault(const Value& value) {
  if (const auto* text = std::get_if<std::string>(&value.content)) {
    return is_utf8(*text) ? "" : "has text that is not UTF-8";
  }
  if (const auto* number = std::get_if<double>(&value.content)) {
    return std::isfinite(*number) ? "" : "has a number that is not finite";
  }
  if (const auto* list = std::get_if<Value::List>(&value.content)) return list_fault(*list);
  if (const auto* map = std::get_if<Value::Map>(&value.content)) return map_fault(*map);
  return "";
}

void check_value(const Field& field) {
  if (!is_utf8(field.name)) throw FieldFault{"a field's name is not UTF-8"};
  const auto* value = std::get_if<Value>(&field.content);
  if (value == nullptr) return;
  const std::string fault = value_fault(*value);
  if (!fault.empty()) throw FieldFault{fmt::format("{}: {}", field.name, fault)};
}

/// Datapoints have one input in this version, and its name may be said or not.
void check_input(Field& field) {
  if (field.input == "image") field.input.clear();
  if (field.input.empty()) return;
  throw FieldFault{fmt::format("{}: refers to the input '{}', which the datapoint does not have",
                               field.name, printable(field.input))};
}

/// Remembers who said first how many instances there are.
class InstanceCount {
 public:
  void add(const std::string& name, std::optional<std::size_t> count) {
    if (!count) return;
    if (count_ && *count_ != *count) {
      throw FieldFault{fmt::format("{} has {} instances, {} has {}", name_, *count_, name, *count)};
    }
    if (count_) return;
    count_ = count;
    name_ = name;
  }

 private:
  std::optional<std::size_t> count_;
  std::string name_;
};

Prediction check_all(std::vector<Field> fields, const OutputRules& rules,
                     predict::ImageSize image) {
  std::sort(fields.begin(), fields.end(), [](const Field& a, const Field& b) {
    return std::tie(a.name, a.input) < std::tie(b.name, b.input);
  });
  InstanceCount instances;
  for (Field& field : fields) {
    check_value(field);
    check_input(field);
    instances.add(field.name, apply_rule(field, rules, image));
  }
  const auto twin = std::adjacent_find(
      fields.begin(), fields.end(),
      [](const Field& a, const Field& b) { return a.name == b.name && a.input == b.input; });
  if (twin != fields.end()) throw FieldFault{fmt::format("{}: is there twice", twin->name)};
  Prediction prediction{std::move(fields)};
  for (const std::string& key : rules.keys) {
    require_one_of(prediction, spellings_of(key), "the definition's output.keys ask for it");
  }
  const std::string whose = fmt::format("{} needs it", name_of(rules.problem_type));
  for (const Alternatives& need : needs_of(rules.problem_type, prediction)) {
    require_one_of(prediction, need, whose.c_str());
  }
  return prediction;
}

}  // namespace

OutputRules output_rules(const definition::Definition& definition, const definition::Model& model) {
  OutputRules rules;
  rules.problem_type = definition.project.problem_type;
  rules.keys = model.runtime.output_keys;
  const definition::Classes& classes = model.classes;
  // Indices below a positive offset are classes too: background, mostly.
  const std::int64_t below = std::max<std::int64_t>(classes.offset, 0);
  rules.first_class = classes.offset - below;
  if (!classes.names.empty()) {
    rules.class_count = classes.names.size() + static_cast<std::size_t>(below);
  }
  return rules;
}

std::variant<Prediction, std::string> validate(std::vector<Field> fields, const OutputRules& rules,
                                               predict::ImageSize image) {
  if (fields.empty()) return "predict returned nothing for this datapoint";
  try {
    return check_all(std::move(fields), rules, image);
  } catch (const FieldFault& wrong) {
    return wrong.message;
  }
}

}  // namespace assay::plugin
