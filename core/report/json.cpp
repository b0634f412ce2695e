// SPDX-License-Identifier: Apache-2.0
#include "core/report/json.hpp"

#include <algorithm>

#include <cmath>
#include <cstdint>

namespace assay::report {
namespace {

constexpr std::size_t kFailuresListed = 100;

Json json_gate(const Gate& gate) {
  Json json{{"metric", gate.metric}};
  if (gate.minimum) json["min"] = json_number(gate.minimum);
  if (gate.maximum) json["max"] = json_number(gate.maximum);
  json["value"] = json_number(gate.value);
  json["pass"] = gate.pass;
  return json;
}

}  // namespace

Json json_number(std::optional<double> value) {
  if (!value || !std::isfinite(*value)) return nullptr;
  // Up to here each integer is a double of its own.
  constexpr double kExact = 9007199254740992.0;
  if (std::trunc(*value) == *value && std::abs(*value) <= kExact) {
    return static_cast<std::int64_t>(*value);
  }
  return *value;
}

Json json_failure(const Failure& failure) {
  return {{"datapoint", failure.datapoint},
          {"kind", predict::name_of(failure.kind)},
          {"message", failure.message}};
}

std::string dump(const Json& json, int indent) {
  return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

Json json_gates(const std::vector<Gate>& gates) {
  Json list = Json::array();
  for (const Gate& gate : gates) list.push_back(json_gate(gate));
  return list;
}

Json json_failures(const std::vector<Failure>& failures) {
  Json list = Json::array();
  const std::size_t count = std::min(failures.size(), kFailuresListed);
  for (std::size_t i = 0; i < count; ++i) list.push_back(json_failure(failures[i]));
  return list;
}

Json json_incidents(const std::vector<Incident>& incidents) {
  Json list = Json::array();
  for (const Incident& incident : incidents) {
    list.push_back({{"kind", predict::name_of(incident.kind)},
                    {"message", incident.message},
                    {"count", incident.count}});
  }
  return list;
}

}  // namespace assay::report
