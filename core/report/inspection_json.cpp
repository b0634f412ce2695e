// SPDX-License-Identifier: Apache-2.0
#include "core/plugin/words.hpp"
#include "core/report/inspection.hpp"
#include "core/report/json.hpp"

namespace assay::report {
namespace {

namespace binary = plugin::binary;
namespace wire = plugin::wire;

constexpr int kSchema = 1;

/// What is not stated is null.
Json optional_text(const std::string& text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

struct ValueJson {
  Json operator()(std::monostate) const { return nullptr; }
  Json operator()(bool flag) const { return flag; }
  Json operator()(std::int64_t number) const { return number; }
  Json operator()(double number) const { return json_number(number); }
  Json operator()(const std::string& text) const { return text; }
  Json operator()(const wire::Path& path) const { return path.text; }
  Json operator()(const wire::Value::List& list) const {
    Json json = Json::array();
    for (const wire::Value& element : list) json.push_back(std::visit(*this, element.content));
    return json;
  }
  Json operator()(const wire::Value::Map& map) const {
    Json json = Json::object();
    for (const auto& pair : map) json[pair.first] = std::visit(*this, pair.second.content);
    return json;
  }
  Json operator()(wire::Placeholder) const { return nullptr; }
};

Json json_of(const wire::Parameter& parameter) {
  Json json{{"name", parameter.name},
            {"kinds", plugin::kind_names(parameter.kinds)},
            {"required", plugin::is_required(parameter)}};
  if (parameter.default_value) {
    json["default"] = std::visit(ValueJson{}, parameter.default_value->content);
  }
  if (parameter.element_kinds != 0) {
    json["element_kinds"] = plugin::kind_names(parameter.element_kinds);
  }
  if (plugin::has_minimum(parameter)) json["minimum"] = json_number(parameter.minimum);
  if (plugin::has_maximum(parameter)) json["maximum"] = json_number(parameter.maximum);
  if (parameter.min_elements > 0) json["min_elements"] = parameter.min_elements;
  if (parameter.max_elements > 0) json["max_elements"] = parameter.max_elements;
  if (plugin::is_secret(parameter)) json["secret"] = true;
  if (!parameter.choices.empty()) json["choices"] = ValueJson{}(parameter.choices);
  if (!parameter.handle_type.empty()) json["model_type"] = parameter.handle_type;
  if (!parameter.members.empty()) {
    Json& members = json["members"] = Json::array();
    for (const wire::Parameter& member : parameter.members) members.push_back(json_of(member));
  }
  json["doc"] = optional_text(parameter.doc);
  return json;
}

Json json_of(const wire::Entry& entry) {
  Json json{{"name", entry.name}, {"role", entry.has_load ? "load" : "predict"}};
  if (entry.has_load) json["model_type"] = optional_text(entry.model_type);
  json["doc"] = optional_text(entry.doc);
  json["devices"] = plugin::device_names(entry.device_mask);
  json["threading"] = plugin::threading_name(entry.threading);
  if (entry.has_predict) {
    json["colors"] = plugin::color_names(entry.color_mask);
    json["max_batch"] = entry.max_batch == 0 ? Json(nullptr) : Json(entry.max_batch);
  }
  Json& parameters = json["parameters"] = Json::array();
  for (const wire::Parameter& parameter : entry.parameters) {
    parameters.push_back(json_of(parameter));
  }
  return json;
}

Json json_of(const binary::ElfFacts& elf, const binary::DynamicSection& dynamic) {
  Json exports = Json::array();
  for (const auto& symbol : dynamic.symbols) {
    if (symbol.is_exported()) exports.push_back(symbol.name);
  }
  Json versions = Json::array();
  for (const auto& need : dynamic.version_needs) {
    versions.push_back({{"library", need.library}, {"version", need.version}});
  }
  return {{"machine", binary::machine_name(elf.machine)},
          {"byte_order", elf.is_big_endian ? "big" : "little"},
          {"bytes", elf.bytes},
          {"build_id", optional_text(elf.build_id)},
          {"soname", optional_text(dynamic.soname)},
          {"needed", dynamic.needed},
          {"rpath", optional_text(dynamic.rpath)},
          {"runpath", optional_text(dynamic.runpath)},
          {"symbol_versions", versions},
          {"exports", exports},
          {"executable_stack", elf.executable_stack},
          {"relro", elf.relro},
          {"bind_now", dynamic.bind_now},
          {"text_relocations", dynamic.text_relocations},
          {"writable_code", elf.writable_code}};
}

}  // namespace

std::string inspection_json(const binary::Inspection& inspection, const std::string& file) {
  const binary::Descriptor& descriptor = inspection.descriptor;
  const wire::Description& description = descriptor.description;
  const binary::Contract own = binary::own_contract();
  Json json{{"schema", kSchema}, {"file", file}};
  json["plugin"] = {{"id", description.id},
                    {"name", description.name},
                    {"version", description.version},
                    {"author", optional_text(descriptor.author)},
                    {"url", optional_text(descriptor.url)},
                    {"license", optional_text(descriptor.license)},
                    {"sdk", optional_text(description.sdk)}};
  json["contract"] = {{"major", own.major},
                      {"minor", description.abi_minor},
                      {"min_host_minor", descriptor.min_host_minor},
                      {"host_minor", own.minor},
                      {"usable", inspection.is_usable()}};
  Json& entries = json["entries"] = Json::array();
  for (const wire::Entry& entry : description.entries) entries.push_back(json_of(entry));
  json["elf"] = json_of(inspection.elf, inspection.dynamic);
  return dump(json, 2) + "\n";
}

}  // namespace assay::report
