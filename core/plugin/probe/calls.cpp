// SPDX-License-Identifier: Apache-2.0
#include "core/plugin/probe/calls.hpp"

#include <assay/abi/entry.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "core/plugin/words.hpp"

namespace assay::plugin::probe {
namespace {

using wire::Value;

bool takes(const wire::Parameter& parameter, std::uint32_t kind) {
  return (parameter.kinds & ASSAY_KIND_BIT(kind)) != 0;
}

/// The number nearest to zero that is in range.
double number_for(const wire::Parameter& parameter) {
  double number = 0;
  if (has_minimum(parameter)) number = std::max(number, parameter.minimum);
  if (has_maximum(parameter)) number = std::min(number, parameter.maximum);
  return number;
}

Value invent(const wire::Parameter& parameter);

Value invent_list(const wire::Parameter& parameter) {
  wire::Parameter element;
  element.kinds = parameter.element_kinds;
  element.flags = parameter.flags;
  element.minimum = parameter.minimum;
  element.maximum = parameter.maximum;
  return {Value::List(parameter.min_elements, invent(element))};
}

Value invent_map(const wire::Parameter& parameter) {
  Value::Map map;
  for (const wire::Parameter& member : parameter.members) {
    map.emplace_back(member.name, invent(member));
  }
  return {map};
}

Value invent(const wire::Parameter& parameter) {
  if (takes(parameter, ASSAY_KIND_HANDLE)) return {wire::Placeholder::model};
  if (takes(parameter, ASSAY_KIND_DATAPOINTS)) return {wire::Placeholder::datapoints};
  if (takes(parameter, ASSAY_KIND_IMAGES)) return {wire::Placeholder::images};
  if (parameter.default_value) return *parameter.default_value;
  if (!is_required(parameter)) return {};
  if (!parameter.choices.empty()) return parameter.choices.front();
  if (takes(parameter, ASSAY_KIND_PATH)) return {wire::Path{"/nonexistent/assay-probe"}};
  if (takes(parameter, ASSAY_KIND_STRING)) return {std::string("assay-probe")};
  if (takes(parameter, ASSAY_KIND_FLOAT)) return {number_for(parameter)};
  if (takes(parameter, ASSAY_KIND_INT)) {
    return {static_cast<std::int64_t>(std::ceil(number_for(parameter)))};
  }
  if (takes(parameter, ASSAY_KIND_BOOL)) return {false};
  if (takes(parameter, ASSAY_KIND_LIST)) return invent_list(parameter);
  if (takes(parameter, ASSAY_KIND_MAP)) return invent_map(parameter);
  return {};
}

std::vector<Value> invent_arguments(const wire::Entry& entry) {
  std::vector<Value> arguments;
  for (const wire::Parameter& parameter : entry.parameters) arguments.push_back(invent(parameter));
  return arguments;
}

bool runs_on_cpu(const wire::Entry& entry) {
  return entry.device_mask == 0 || (entry.device_mask & ASSAY_DEVICE_BIT(ASSAY_DEVICE_CPU)) != 0;
}

/// The entry that makes the model this one takes; any, where it takes none.
std::optional<std::size_t> load_entry_for(const wire::Entry& predict,
                                          const std::vector<wire::Entry>& entries) {
  const auto handle = std::find_if(
      predict.parameters.begin(), predict.parameters.end(),
      [](const wire::Parameter& parameter) { return takes(parameter, ASSAY_KIND_HANDLE); });
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (!entries[i].has_load || !runs_on_cpu(entries[i])) continue;
    const bool fits =
        handle == predict.parameters.end() || handle->handle_type == entries[i].model_type;
    if (fits) return i;
  }
  return std::nullopt;
}

}  // namespace

std::vector<Calls> invent_calls(const wire::Description& description) {
  std::vector<Calls> all;
  for (std::size_t i = 0; i < description.entries.size(); ++i) {
    const wire::Entry& predict = description.entries[i];
    if (!predict.has_predict || !runs_on_cpu(predict)) continue;
    const auto load = load_entry_for(predict, description.entries);
    if (!load) continue;
    Calls calls;
    calls.load.load_entry = static_cast<std::uint32_t>(*load);
    calls.load.predict_entry = static_cast<std::uint32_t>(i);
    calls.load.load_arguments = invent_arguments(description.entries[*load]);
    calls.load.predict_arguments = invent_arguments(predict);
    calls.invented = true;
    all.push_back(std::move(calls));
  }
  return all;
}

}  // namespace assay::plugin::probe
