// SPDX-License-Identifier: Apache-2.0
#include "runner/worker/values.hpp"

#include <utility>

#include "runner/worker/refusal.hpp"

namespace assay::worker {
namespace {

using plugin::wire::Path;
using plugin::wire::Placeholder;
using plugin::wire::Value;

class AbiReader {
 public:
  Value read(const assay_value_t& value, int depth) {
    if (depth > plugin::wire::kDeepestValue || ++nodes_ > plugin::wire::kMostNodes) {
      throw Refusal("a value is nested too deeply or has too many elements");
    }
    switch (value.kind) {
      case ASSAY_KIND_NULL:
        return {};
      case ASSAY_KIND_BOOL:
        return {value.u.i != 0};
      case ASSAY_KIND_INT:
        return {value.u.i};
      case ASSAY_KIND_FLOAT:
        return {value.u.f};
      case ASSAY_KIND_STRING:
        return {text(value)};
      case ASSAY_KIND_PATH:
        return {Path{text(value)}};
      case ASSAY_KIND_LIST:
        return read_list(value, depth);
      case ASSAY_KIND_MAP:
        return read_map(value, depth);
      default:
        throw Refusal("a value of kind " + std::to_string(value.kind) + " cannot be passed");
    }
  }

 private:
  static void require(const void* pointer, std::uint32_t count) {
    if (count > 0 && pointer == nullptr) throw Refusal("a value points nowhere");
  }
  static std::string text(const assay_value_t& value) {
    require(value.u.str, value.count);
    return value.count == 0 ? std::string() : std::string(value.u.str, value.count);
  }
  Value read_list(const assay_value_t& value, int depth) {
    require(value.u.list, value.count);
    Value::List list;
    for (std::uint32_t i = 0; i < value.count; ++i) {
      list.push_back(read(value.u.list[i], depth + 1));
    }
    return {std::move(list)};
  }
  Value read_map(const assay_value_t& value, int depth) {
    require(value.u.map, value.count);
    Value::Map map;
    for (std::uint32_t i = 0; i < value.count; ++i) {
      const assay_pair_t& pair = value.u.map[i];
      if (pair.key.size > 0 && pair.key.data == nullptr) throw Refusal("a key points nowhere");
      map.emplace_back(std::string(pair.key.data == nullptr ? "" : pair.key.data, pair.key.size),
                       read(pair.value, depth + 1));
    }
    return {std::move(map)};
  }

  std::size_t nodes_ = 0;
};

assay_value_t value_of_kind(assay_kind_t kind, std::size_t count = 0) {
  assay_value_t value{};
  value.kind = kind;
  value.count = static_cast<std::uint32_t>(count);
  return value;
}

assay_value_t text_value(assay_kind_t kind, const std::string& text) {
  assay_value_t value = value_of_kind(kind, text.size());
  value.u.str = text.c_str();
  return value;
}

assay_value_t placeholder_value(Placeholder placeholder) {
  switch (placeholder) {
    case Placeholder::model:
      return value_of_kind(ASSAY_KIND_HANDLE);
    case Placeholder::datapoints:
      return value_of_kind(ASSAY_KIND_DATAPOINTS);
    case Placeholder::images:
      return value_of_kind(ASSAY_KIND_IMAGES);
  }
  return value_of_kind(ASSAY_KIND_NULL);
}

}  // namespace

Value from_abi(const assay_value_t& value) {
  return AbiReader().read(value, 0);
}

Arguments::Arguments(std::vector<Value> values) : source_(std::move(values)) {
  for (const Value& value : source_) arguments_.push_back(to_abi(value));
}

assay_value_t Arguments::to_abi(const Value& value) {
  if (const auto* flag = std::get_if<bool>(&value.content)) {
    assay_value_t result = value_of_kind(ASSAY_KIND_BOOL);
    result.u.i = *flag ? 1 : 0;
    return result;
  }
  if (const auto* integer = std::get_if<std::int64_t>(&value.content)) {
    assay_value_t result = value_of_kind(ASSAY_KIND_INT);
    result.u.i = *integer;
    return result;
  }
  if (const auto* real = std::get_if<double>(&value.content)) {
    assay_value_t result = value_of_kind(ASSAY_KIND_FLOAT);
    result.u.f = *real;
    return result;
  }
  if (const auto* text = std::get_if<std::string>(&value.content)) {
    return text_value(ASSAY_KIND_STRING, *text);
  }
  if (const auto* path = std::get_if<Path>(&value.content)) {
    return text_value(ASSAY_KIND_PATH, path->text);
  }
  if (const auto* placeholder = std::get_if<Placeholder>(&value.content)) {
    return placeholder_value(*placeholder);
  }
  if (const auto* list = std::get_if<Value::List>(&value.content)) return list_to_abi(*list);
  if (const auto* map = std::get_if<Value::Map>(&value.content)) return map_to_abi(*map);
  return value_of_kind(ASSAY_KIND_NULL);
}

assay_value_t Arguments::list_to_abi(const Value::List& list) {
  std::vector<assay_value_t> elements;
  for (const Value& element : list) elements.push_back(to_abi(element));
  assay_value_t result = value_of_kind(ASSAY_KIND_LIST, elements.size());
  result.u.list = lists_.emplace_back(std::move(elements)).data();
  return result;
}

assay_value_t Arguments::map_to_abi(const Value::Map& map) {
  std::vector<assay_pair_t> pairs;
  for (const auto& [key, element] : map) {
    pairs.push_back({{key.data(), key.size()}, to_abi(element)});
  }
  assay_value_t result = value_of_kind(ASSAY_KIND_MAP, pairs.size());
  result.u.map = maps_.emplace_back(std::move(pairs)).data();
  return result;
}

void Arguments::set_model(void* model, const char* model_type) {
  for (assay_value_t& argument : arguments_) {
    if (argument.kind != ASSAY_KIND_HANDLE) continue;
    argument.u.handle = model;
    argument.handle_type = model_type;
  }
}

void Arguments::set_batch(const assay_batch_t* batch, const assay_image_list_t* images) {
  for (assay_value_t& argument : arguments_) {
    if (argument.kind == ASSAY_KIND_DATAPOINTS) argument.u.batch = batch;
    if (argument.kind == ASSAY_KIND_IMAGES) argument.u.images = images;
  }
}

}  // namespace assay::worker
