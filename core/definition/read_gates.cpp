// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "core/base/letters.hpp"
#include "core/definition/fields.hpp"
#include "core/definition/sections.hpp"

namespace assay::definition {
namespace {

constexpr const char* kFailureProbability = "failure_probability";  // of stress runs

/// Names joined by dots, at least two: every number of a summary lies in some group.
/// Data sets name some of the parts ("regression.age in years.mae").
bool is_metric(std::string_view text) {
  return std::none_of(text.begin(), text.end(), is_control) &&
         text.find('.') != std::string_view::npos && text.find("..") == std::string_view::npos &&
         text.front() != '.' && text.back() != '.';
}

Gate read_gate(const Node& node, Reading& reading) {
  const Scope scope;
  const Fields fields(node, schema::gate(), reading, scope);
  Gate gate;
  gate.mark = node.mark;
  gate.metric = fields.text("metric").value_or("");
  if (!gate.metric.empty() && gate.metric != kFailureProbability && !is_metric(gate.metric)) {
    reading.problems.add(
        fields.mark("metric"),
        fmt::format("{} must be a path into summary.json such as bbox.AP50, got {}",
                    fields.label("metric"), in_quotes(gate.metric)));
  }
  gate.minimum = fields.number("min");
  gate.maximum = fields.number("max");
  if (fields.is_map() && !fields.find("min") && !fields.find("max") && !fields.has_unknown_keys()) {
    reading.problems.add(node.mark, "a gate needs 'min', 'max' or both");
  }
  if (gate.minimum && gate.maximum && *gate.minimum > *gate.maximum) {
    reading.problems.add(fields.mark("min"), fmt::format("no value passes this gate: 'min' {} is "
                                                         "more than 'max' {}",
                                                         *gate.minimum, *gate.maximum));
  }
  return gate;
}

}  // namespace

std::vector<Gate> read_gates(const Node& list, Reading& reading) {
  std::vector<Gate> gates;
  for (const NodePtr& item : list.items) gates.push_back(read_gate(*item, reading));
  return gates;
}

}  // namespace assay::definition
