// SPDX-License-Identifier: Apache-2.0
#include "runner/worker/describe.hpp"

#include <algorithm>
#include <cstring>
#include <string>

#include "core/plugin/wire/messages.hpp"
#include "runner/worker/first_minor.hpp"
#include "runner/worker/refusal.hpp"
#include "runner/worker/values.hpp"

namespace assay::worker {
namespace {

using plugin::wire::Description;
using plugin::wire::Entry;
using plugin::wire::Parameter;

// Nobody writes more; garbage in these counts would have us read on for ever.
constexpr std::uint32_t kMostEntries = 1024;
constexpr std::uint32_t kMostParameters = 1024;

std::string text(const char* value) {
  if (value == nullptr) return {};
  return {value, ::strnlen(value, plugin::wire::kLongestText)};
}

bool is_identifier(const std::string& name) {
  const auto letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  };
  return !name.empty() && letter(name.front()) &&
         std::all_of(name.begin(), name.end(),
                     [&](char c) { return letter(c) || (c >= '0' && c <= '9'); });
}

void check_name(const std::string& name, const std::string& what) {
  if (!is_identifier(name))
    throw Refusal(what + " has the name '" + name + "', which is no identifier");
}

template <class Named>
void check_unique(const std::vector<Named>& all, const std::string& what) {
  for (auto it = all.begin(); it != all.end(); ++it) {
    const bool twice =
        std::any_of(all.begin(), it, [&](const Named& other) { return other.name == it->name; });
    if (twice) throw Refusal(what + " '" + it->name + "' is there twice");
  }
}

std::vector<Parameter> read_parameters(const assay_param_t* const* params, std::uint32_t n,
                                       const std::string& owner, int depth);

Parameter read_parameter(const assay_param_t* param, const std::string& owner, int depth) {
  if (param == nullptr || !is_whole(*param)) {
    throw Refusal("a parameter of " + owner + " is missing or has a wrong struct_size");
  }
  Parameter parameter;
  parameter.name = text(param->name);
  check_name(parameter.name, "a parameter of " + owner);
  const std::string where = "parameter '" + parameter.name + "' of " + owner;
  parameter.handle_type = text(param->handle_type);
  parameter.doc = text(param->doc);
  parameter.kinds = param->kinds;
  parameter.element_kinds = param->element_kinds;
  parameter.flags = param->flags;
  parameter.minimum = param->minimum;
  parameter.maximum = param->maximum;
  parameter.min_elements = param->min_elements;
  parameter.max_elements = param->max_elements;
  if (param->default_value != nullptr) parameter.default_value = from_abi(*param->default_value);
  if (param->n_choices > kMostParameters || (param->n_choices > 0 && param->choices == nullptr)) {
    throw Refusal(where + " has choices that cannot be read");
  }
  for (std::uint32_t i = 0; i < param->n_choices; ++i) {
    parameter.choices.push_back(from_abi(param->choices[i]));
  }
  parameter.members = read_parameters(param->members, param->n_members, where, depth + 1);
  return parameter;
}

std::vector<Parameter> read_parameters(const assay_param_t* const* params, std::uint32_t n,
                                       const std::string& owner, int depth) {
  if (n > kMostParameters || (n > 0 && params == nullptr) ||
      depth > plugin::wire::kDeepestParameter) {
    throw Refusal("the parameters of " + owner + " cannot be read");
  }
  std::vector<Parameter> all;
  for (std::uint32_t i = 0; i < n; ++i) all.push_back(read_parameter(params[i], owner, depth));
  check_unique(all, "in " + owner + " the parameter");
  return all;
}

void check_functions(const assay_entry_t& entry, const std::string& where) {
  if ((entry.load == nullptr) == (entry.predict == nullptr)) {
    throw Refusal(where + " must set exactly one of load and predict");
  }
  if (entry.load != nullptr && (entry.unload == nullptr || text(entry.model_type).empty())) {
    throw Refusal(where + " sets load and so must set unload and model_type");
  }
}

Entry read_entry(const assay_entry_t* source) {
  if (source == nullptr || !is_whole(*source)) {
    throw Refusal("an entry is missing or has a wrong struct_size");
  }
  Entry entry;
  entry.name = text(source->name);
  check_name(entry.name, "an entry");
  check_functions(*source, "entry '" + entry.name + "'");
  entry.doc = text(source->doc);
  entry.model_type = text(source->model_type);
  entry.threading = source->threading;
  entry.device_mask = source->device_mask;
  entry.color_mask = source->color_mask;
  entry.max_batch = source->max_batch;
  entry.has_load = source->load != nullptr;
  entry.has_predict = source->predict != nullptr;
  entry.has_unload = source->unload != nullptr;
  entry.parameters =
      read_parameters(source->params, source->n_params, "entry '" + entry.name + "'", 0);
  return entry;
}

}  // namespace

Description describe(const assay_plugin_t& plugin) {
  Description description;
  description.id = text(plugin.id);
  description.name = text(plugin.name);
  description.version = text(plugin.version);
  description.sdk = text(plugin.sdk);
  description.abi_minor = plugin.abi_minor;
  if (description.id.empty() || description.name.empty() || description.version.empty()) {
    throw Refusal("its descriptor must set id, name and version");
  }
  if (plugin.n_entries > kMostEntries || (plugin.n_entries > 0 && plugin.entries == nullptr)) {
    throw Refusal("its entries cannot be read");
  }
  for (std::uint32_t i = 0; i < plugin.n_entries; ++i) {
    description.entries.push_back(read_entry(plugin.entries[i]));
  }
  check_unique(description.entries, "entry");
  return description;
}

}  // namespace assay::worker
