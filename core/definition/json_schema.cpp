// SPDX-License-Identifier: Apache-2.0
#include "core/definition/json_schema.hpp"

#include <limits>
#include <nlohmann/json.hpp>

#include "core/base/check.hpp"
#include "core/definition/schema.hpp"

namespace assay::definition {
namespace {

using Json = nlohmann::ordered_json;

Json reference(const std::string& id) {
  return {{"$ref", "#/$defs/" + id}};
}

/// Writes the sections that it meets into `definitions`.
class Writer {
 public:
  Json section(const Section& section) {
    Json keys = Json::object();
    Json required = Json::array();
    for (const Key& key : section.keys) {
      keys[key.name] = property(key);
      if (key.use == Key::Use::required) required.push_back(key.name);
    }
    Json json = {{"type", "object"}, {"properties", std::move(keys)}};
    if (!required.empty()) json["required"] = std::move(required);
    json["additionalProperties"] = false;
    if (!section.conditions.empty()) json["allOf"] = conditions(section);
    for (const auto& keys_of_set : section.one_of_sets) {
      json["anyOf"].push_back({{"required", keys_of_set}});
    }
    return json;
  }

  Json take_definitions() { return std::move(definitions_); }

 private:
  Json property(const Key& key) {
    Json json = Json::object();
    const std::string note =
        key.use == Key::Use::ignored ? " (of Efemarai; read, without effect)" : "";
    if (!key.meaning.empty()) json["description"] = key.meaning + note;
    if (!key.fallback.empty()) json["default"] = Json::parse(key.fallback);
    if (key.shapes.front().kind == Shape::Kind::any) return json;
    Json any = alternatives(key.shapes);
    // A key without a value is one that is not there.
    const bool optional = key.use != Key::Use::required;
    if (any.size() == 1 && (!optional || any[0].contains("type"))) {
      json.update(any[0]);
      if (optional) json["type"] = {json["type"], "null"};
      return json;
    }
    if (optional) any.push_back({{"type", "null"}});
    json["anyOf"] = std::move(any);
    return json;
  }

  /// What is not text may be a variable, which is.
  Json alternatives(const std::vector<Shape>& shapes) {
    Json any = Json::array();
    bool variable = false;
    for (const Shape& shape : shapes) {
      any.push_back(value(shape));
      variable = variable || shape.kind == Shape::Kind::integer ||
                 shape.kind == Shape::Kind::number || shape.kind == Shape::Kind::boolean ||
                 shape.kind == Shape::Kind::choice || !shape.pattern.empty();
    }
    if (variable) any.push_back(reference("variable"));
    return any;
  }

  Json value(const Shape& shape) {
    switch (shape.kind) {
      case Shape::Kind::text:
        return {{"type", "string"}};
      case Shape::Kind::name:
      case Shape::Kind::path:
        return text(shape);
      case Shape::Kind::integer:
        return integer(shape.range);
      case Shape::Kind::number:
        return number(shape);
      case Shape::Kind::boolean:
        return {{"type", "boolean"}};
      case Shape::Kind::choice:
        return {{"enum", shape.words}};
      case Shape::Kind::list:
        return list(shape);
      case Shape::Kind::map:
        return map(shape);
      case Shape::Kind::record:
        return record(*shape.section);
      case Shape::Kind::nothing:
        return {{"type", "null"}};
      case Shape::Kind::any:
        return Json::object();
    }
    ASSAY_CHECK(false);
    return {};
  }

  static Json text(const Shape& shape) {
    Json json = {{"type", "string"}, {"minLength", 1}};
    if (!shape.pattern.empty()) json["pattern"] = shape.pattern;
    return json;
  }

  static Json number(const Shape& shape) {
    Json json = {{"type", "number"}};
    if (shape.above) json["exclusiveMinimum"] = *shape.above;
    if (shape.most) json["maximum"] = *shape.most;
    return json;
  }

  static Json integer(IntegerRange range) {
    Json json = {{"type", "integer"}, {"minimum", range.low}};
    if (range.high < std::numeric_limits<std::int64_t>::max()) json["maximum"] = range.high;
    return json;
  }

  static void add_count(IntegerRange range, const char* least, const char* most, Json& json) {
    if (range.low > 0) json[least] = range.low;
    if (range.high < std::numeric_limits<std::int64_t>::max()) json[most] = range.high;
  }

  Json content(const Shape& shape) {
    Json any = alternatives(shape.of);
    return any.size() == 1 ? any[0] : Json{{"anyOf", std::move(any)}};
  }

  Json list(const Shape& shape) {
    Json json = {{"type", "array"}, {"items", content(shape)}};
    add_count(shape.range, "minItems", "maxItems", json);
    return json;
  }

  Json map(const Shape& shape) {
    Json json = {{"type", "object"}, {"additionalProperties", content(shape)}};
    if (!shape.keys.empty()) json["propertyNames"] = {{"pattern", shape.keys}};
    add_count(shape.range, "minProperties", "maxProperties", json);
    return json;
  }

  Json record(const Section& section) {
    if (!definitions_.contains(section.id)) {
      definitions_[section.id] = nullptr;  // its place, before those that it refers to
      Json written = this->section(section);
      definitions_[section.id] = std::move(written);
    }
    return reference(section.id);
  }

  static Json conditions(const Section& section) {
    Json all = Json::array();
    for (const Condition& condition : section.conditions) {
      Json then = Json::object();
      if (!condition.required.empty()) then["required"] = condition.required;
      for (const std::string& key : condition.refused) {
        then["properties"][key] = {{"type", "null"}};
      }
      all.push_back({{"if",
                      {{"properties", {{condition.key, {{"const", condition.value}}}}},
                       {"required", {condition.key}}}},
                     {"then", std::move(then)}});
    }
    return all;
  }

  Json definitions_ = {
      {"variable",
       {{"description", "a value that the environment or the run gives, such as ${NAME}"},
        {"type", "string"},
        {"pattern", "\\$"}}}};
};

}  // namespace

std::string json_schema() {
  Json json = {{"$schema", "https://json-schema.org/draft/2020-12/schema"},
               {"title", "assay.yaml, a definition for assay"}};
  Writer writer;
  json.update(writer.section(schema::definition()));
  json["$defs"] = writer.take_definitions();
  return json.dump(1) + "\n";
}

}  // namespace assay::definition
