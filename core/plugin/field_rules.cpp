// SPDX-License-Identifier: Apache-2.0
#include "core/plugin/field_rules.hpp"
#include "core/image/run_lengths.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <utility>

#include "core/base/nearest.hpp"
#include "core/plugin/array_checks.hpp"
#include "core/plugin/utf8.hpp"

namespace assay::plugin {
namespace {

using predict::Array;
using predict::DType;
using predict::Field;
using predict::Value;

struct Context {
  const OutputRules& rules;
  predict::ImageSize image;
};

using Count = std::optional<std::size_t>;

Count classes_rule(Field& field, const Context& context) {
  require_shape(field, {kAny}, "N");
  require_i64(field);
  const Array& array = array_of(field);
  const OutputRules& rules = context.rules;
  const auto count = static_cast<std::int64_t>(rules.class_count);
  for (std::size_t i = 0; count > 0 && i < array.elements(); ++i) {
    const auto index = element<std::int64_t>(array, i);
    if (index < rules.first_class || index - rules.first_class >= count) {
      fault(field, fmt::format("has {} at [{}], the definition's classes are {} to {}", index, i,
                               rules.first_class, rules.first_class + count - 1));
    }
  }
  return instances_of(array);
}

Count instance_ids_rule(Field& field, const Context&) {
  require_shape(field, {kAny}, "N");
  require_i64(field);
  return instances_of(array_of(field));
}

Count scores_rule(Field& field, const Context&) {
  require_shape(field, {kAny}, "N");
  require_floats(field);
  require_unit_interval(field);
  return instances_of(array_of(field));
}

Count boxes_rule(Field& field, const Context&) {
  require_shape(field, {kAny, 4}, "N");
  require_floats(field);
  const Array& array = array_of(field);
  for (std::size_t i = 0; i < instances_of(array); ++i) {
    for (const std::size_t axis : {std::size_t{0}, std::size_t{1}}) {
      const auto low = element<float>(array, 4 * i + axis);
      const auto high = element<float>(array, 4 * i + axis + 2);
      if (low <= high) continue;
      const char letter = axis == 0 ? 'x' : 'y';
      fault(field, fmt::format("box {} has {}1 > {}2 ({} > {}); boxes are x1,y1,x2,y2 in pixels", i,
                               letter, letter, low, high));
    }
  }
  return instances_of(array);
}

Count masks_rule(Field& field, const Context& context) {
  require_shape(field, {kAny, context.image.height, context.image.width}, "N");
  require_bits(field);
  return instances_of(array_of(field));
}

const Value::List& list_of(const Field& field) {
  const auto* value = std::get_if<Value>(&field.content);
  const auto* list = value == nullptr ? nullptr : std::get_if<Value::List>(&value->content);
  if (list == nullptr) fault(field, "must be a list (out_value), one element for each instance");
  return *list;
}

Count labels_rule(Field& field, const Context&) {
  const Value::List& list = list_of(field);
  for (std::size_t i = 0; i < list.size(); ++i) {
    const auto* text = std::get_if<std::string>(&list[i].content);
    if (text == nullptr) fault(field, fmt::format("element {} is no text", i));
    if (text->empty()) fault(field, fmt::format("element {} is empty", i));
  }
  return list.size();
}

Count rle_rule(Field& field, const Context& context) {
  const Value::List& list = list_of(field);
  const image::Size size{context.image.width, context.image.height};
  for (std::size_t i = 0; i < list.size(); ++i) {
    const auto* text = std::get_if<std::string>(&list[i].content);
    if (text == nullptr || !image::parse_run_lengths(*text, size)) {
      fault(field, fmt::format("element {} is no compressed RLE of {} x {} pixels", i,
                               context.image.width, context.image.height));
    }
  }
  return list.size();
}

/// x,y,x,y,... of at least three points; integers become doubles.
void require_ring(const Field& field, std::size_t instance, Value& ring) {
  auto* numbers = std::get_if<Value::List>(&ring.content);
  if (numbers == nullptr || numbers->size() < 6 || numbers->size() % 2 != 0) {
    fault(field,
          fmt::format("instance {} has a polygon that is not x,y,x,y,... of 3 points or more",
                      instance));
  }
  for (Value& number : *numbers) {
    if (const auto* whole = std::get_if<std::int64_t>(&number.content)) {
      number.content = static_cast<double>(*whole);
    }
    const auto* real = std::get_if<double>(&number.content);
    if (real == nullptr || !std::isfinite(*real)) {
      fault(field, fmt::format("instance {} has a coordinate that is no finite number", instance));
    }
  }
}

bool is_number(const Value& value) {
  return std::holds_alternative<double>(value.content) ||
         std::holds_alternative<std::int64_t>(value.content);
}

Count polygons_rule(Field& field, const Context&) {
  Value::List instances = list_of(field);
  for (std::size_t i = 0; i < instances.size(); ++i) {
    auto* rings = std::get_if<Value::List>(&instances[i].content);
    if (rings == nullptr || rings->empty()) {
      fault(field, fmt::format("instance {} is no list of polygons", i));
    }
    if (is_number(rings->front())) *rings = Value::List{Value{*rings}};
    for (Value& ring : *rings) require_ring(field, i, ring);
  }
  const std::size_t count = instances.size();
  field.content = Value{std::move(instances)};
  return count;
}

Count keypoints_rule(Field& field, const Context&) {
  require_shape(field, {kAny, kAny, 3}, "NK");
  require_floats(field);
  return instances_of(array_of(field));
}

Count segmentation_rule(Field& field, const Context& context) {
  Array& array = array_of(field);
  if (array.shape.size() == 3 && array.shape[0] == 1) array.shape.erase(array.shape.begin());
  require_shape(field, {context.image.height, context.image.width}, "");
  if (array.dtype != DType::u8) require_i32(field, "u8 or i32");
  return std::nullopt;
}

Count probabilities_rule(Field& field, const Context& context) {
  require_shape(field, {kAny}, "C");
  require_floats(field);
  require_unit_interval(field);
  const std::size_t count = instances_of(array_of(field));
  if (count == 0) fault(field, "is empty");
  const std::size_t wanted = context.rules.class_count;
  if (wanted != 0 && count != wanted) {
    fault(field, fmt::format("has {} elements, the definition has {} classes", count, wanted));
  }
  return std::nullopt;
}

Count float_vector_rule(Field& field, const Context&) {
  require_shape(field, {kAny}, "M");
  require_floats(field);
  if (instances_of(array_of(field)) == 0) fault(field, "is empty");
  return std::nullopt;
}

Count image_output_rule(Field& field, const Context&) {
  require_shape(field, {kAny, kAny, kAny}, "HWC");
  const Array& array = array_of(field);
  if (array.dtype != DType::u8) wrong_dtype(field, array.dtype, "u8");
  const std::int64_t depth = array.shape[2];
  if (array.elements() == 0 || (depth != 1 && depth != 3 && depth != 4)) {
    fault(field, fmt::format("has shape {}, must be [H,W,C] with 1, 3 or 4 channels",
                             shape_text(array.shape)));
  }
  return std::nullopt;
}

Count text_rule(Field& field, const Context&) {
  const auto* value = std::get_if<Value>(&field.content);
  if (value == nullptr || !std::holds_alternative<std::string>(value->content)) {
    fault(field, "must be text (out_value)");
  }
  return std::nullopt;
}

using Rule = Count (*)(Field&, const Context&);
constexpr std::array<std::pair<std::string_view, Rule>, 15> kRules{{
    {"boxes", boxes_rule},
    {"classes", classes_rule},
    {"embedding", float_vector_rule},
    {"image_output", image_output_rule},
    {"instance_ids", instance_ids_rule},
    {"keypoints", keypoints_rule},
    {"labels", labels_rule},
    {"masks", masks_rule},
    {"polygons", polygons_rule},
    {"probabilities", probabilities_rule},
    {"regressed_values", float_vector_rule},
    {"rle", rle_rule},
    {"scores", scores_rule},
    {"segmentation", segmentation_rule},
    {"text", text_rule},
}};

}  // namespace

std::vector<std::string> field_names() {
  std::vector<std::string> names;
  names.reserve(kRules.size());
  for (const auto& [name, rule] : kRules) names.emplace_back(name);
  return names;
}

std::optional<std::size_t> apply_rule(Field& field, const OutputRules& rules,
                                      predict::ImageSize image) {
  for (const auto& [name, rule] : kRules) {
    if (field.name == name) return rule(field, {rules, image});
  }
  if (std::string_view(field.name).starts_with("user.")) return std::nullopt;
  throw FieldFault{fmt::format("unknown field '{}'{}; fields of your own are named user.*",
                               printable(field.name), did_you_mean(field.name, field_names()))};
}

}  // namespace assay::plugin
