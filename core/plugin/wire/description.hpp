// SPDX-License-Identifier: Apache-2.0
// What a plugin says about itself, as plain values: the worker reads the descriptor and sends this.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/plugin/wire/value.hpp"

namespace assay::plugin::wire {

/// One parameter of an entry; kinds and flags as in assay/abi/entry.h.
struct Parameter {
  std::string name;
  std::string handle_type;
  std::string doc;
  std::uint32_t kinds = 0;
  std::uint32_t element_kinds = 0;
  std::uint32_t flags = 0;
  double minimum = 0;
  double maximum = 0;
  std::uint32_t min_elements = 0;
  std::uint32_t max_elements = 0;  // 0: no limit
  std::optional<Value> default_value;
  std::vector<Value> choices;
  std::vector<Parameter> members;
  bool operator==(const Parameter&) const = default;
};

struct Entry {
  std::string name;
  std::string doc;
  std::string model_type;
  std::uint32_t threading = 0;
  std::uint32_t device_mask = 0;
  std::uint32_t color_mask = 0;
  std::uint32_t max_batch = 0;
  bool has_load = false;
  bool has_predict = false;
  bool has_unload = false;
  std::vector<Parameter> parameters;
  bool operator==(const Entry&) const = default;
};

struct Description {
  std::string id;
  std::string name;
  std::string version;
  std::string sdk;
  std::uint32_t abi_minor = 0;
  std::vector<Entry> entries;
  bool operator==(const Description&) const = default;
};

inline constexpr int kDeepestParameter = 8;

inline void encode(Writer& writer, const Parameter& parameter) {
  writer.text(parameter.name);
  writer.text(parameter.handle_type);
  writer.text(parameter.doc);
  writer.number(parameter.kinds);
  writer.number(parameter.element_kinds);
  writer.number(parameter.flags);
  writer.number(parameter.minimum);
  writer.number(parameter.maximum);
  writer.number(parameter.min_elements);
  writer.number(parameter.max_elements);
  writer.number(static_cast<std::uint8_t>(parameter.default_value.has_value()));
  if (parameter.default_value) encode(writer, *parameter.default_value);
  writer.count(parameter.choices.size());
  for (const Value& choice : parameter.choices) encode(writer, choice);
  writer.count(parameter.members.size());
  for (const Parameter& member : parameter.members) encode(writer, member);
}

inline Parameter decode_parameter(Reader& reader, int depth = 0) {
  Parameter parameter;
  if (depth > kDeepestParameter) reader.fail();
  parameter.name = reader.text();
  parameter.handle_type = reader.text();
  parameter.doc = reader.text();
  parameter.kinds = reader.number<std::uint32_t>();
  parameter.element_kinds = reader.number<std::uint32_t>();
  parameter.flags = reader.number<std::uint32_t>();
  parameter.minimum = reader.number<double>();
  parameter.maximum = reader.number<double>();
  parameter.min_elements = reader.number<std::uint32_t>();
  parameter.max_elements = reader.number<std::uint32_t>();
  if (reader.flag()) parameter.default_value = decode_value(reader);
  for (std::size_t n = reader.count(1); n > 0 && reader.ok(); --n) {
    parameter.choices.push_back(decode_value(reader));
  }
  for (std::size_t n = reader.count(1); n > 0 && reader.ok(); --n) {
    parameter.members.push_back(decode_parameter(reader, depth + 1));
  }
  return parameter;
}

inline void encode(Writer& writer, const Entry& entry) {
  writer.text(entry.name);
  writer.text(entry.doc);
  writer.text(entry.model_type);
  writer.number(entry.threading);
  writer.number(entry.device_mask);
  writer.number(entry.color_mask);
  writer.number(entry.max_batch);
  writer.number(static_cast<std::uint8_t>(entry.has_load));
  writer.number(static_cast<std::uint8_t>(entry.has_predict));
  writer.number(static_cast<std::uint8_t>(entry.has_unload));
  writer.count(entry.parameters.size());
  for (const Parameter& parameter : entry.parameters) encode(writer, parameter);
}

inline Entry decode_entry(Reader& reader) {
  Entry entry;
  entry.name = reader.text();
  entry.doc = reader.text();
  entry.model_type = reader.text();
  entry.threading = reader.number<std::uint32_t>();
  entry.device_mask = reader.number<std::uint32_t>();
  entry.color_mask = reader.number<std::uint32_t>();
  entry.max_batch = reader.number<std::uint32_t>();
  entry.has_load = reader.flag();
  entry.has_predict = reader.flag();
  entry.has_unload = reader.flag();
  for (std::size_t n = reader.count(1); n > 0 && reader.ok(); --n) {
    entry.parameters.push_back(decode_parameter(reader));
  }
  return entry;
}

inline void encode(Writer& writer, const Description& description) {
  writer.text(description.id);
  writer.text(description.name);
  writer.text(description.version);
  writer.text(description.sdk);
  writer.number(description.abi_minor);
  writer.count(description.entries.size());
  for (const Entry& entry : description.entries) encode(writer, entry);
}

inline Description decode_description(Reader& reader) {
  Description description;
  description.id = reader.text();
  description.name = reader.text();
  description.version = reader.text();
  description.sdk = reader.text();
  description.abi_minor = reader.number<std::uint32_t>();
  for (std::size_t n = reader.count(1); n > 0 && reader.ok(); --n) {
    description.entries.push_back(decode_entry(reader));
  }
  return description;
}

}  // namespace assay::plugin::wire
