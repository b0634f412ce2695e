// SPDX-License-Identifier: Apache-2.0
#include "core/stress/domain/domain_file.hpp"

#include <fmt/format.h>

#include <vector>

#include "core/stress/domain/yaml_literal.hpp"

namespace assay::stress {
namespace {

using Lines = std::vector<std::string>;

std::string bound_literal(const FreeAxis& axis, double bound) {
  return axis.whole ? yaml_literal(static_cast<std::int64_t>(bound)) : yaml_literal(bound);
}

std::string range_of(const FreeAxis& axis) {
  std::string text =
      fmt::format("range: [{}, {}]", bound_literal(axis, axis.low), bound_literal(axis, axis.high));
  if (axis.steps > 0) text += fmt::format(", steps: {}", axis.steps);
  if (axis.distribution != definition::Distribution::uniform) {
    text += fmt::format(", distribution: {}", name_of(axis.distribution));
  }
  return text;
}

std::string choices_of(const FreeAxis& axis) {
  Lines words;
  for (const AxisValue& choice : axis.choices) words.push_back(yaml_literal(choice));
  return fmt::format("choices: [{}]", fmt::join(words, ", "));
}

std::string free_line(const FreeAxis& axis) {
  const bool has_range = axis.choices.empty() || axis.steps > 0;
  const AxisType type = has_range && axis.whole ? AxisType::integer : axis.facts->type;
  std::string text = fmt::format("name: {}, type: {}, {}", yaml_text(axis.facts->name),
                                 name_of(type), has_range ? range_of(axis) : choices_of(axis));
  if (axis.severity != 1) text += ", severity: " + yaml_literal(axis.severity);
  return text;
}

std::string fixed_line(const AxisFacts& axis, const AxisValue& value) {
  return fmt::format("name: {}, type: {}, fixed: true, value: {}", yaml_text(axis.name),
                     name_of(axis.type), yaml_literal(value));
}

/// Without any axes a transformation would have all of its operator: where it has none that is free
/// or not neutral, one is fixed where it is.
Lines axis_lines(const Domain& domain, std::size_t index) {
  const DomainNode& node = domain.nodes()[index];
  Lines lines;
  for (const FreeAxis& axis : domain.axes()) {
    if (axis.node == index) lines.push_back(free_line(axis));
  }
  const auto& values = node.fixed.all();
  for (std::size_t i = 0; i < values.size(); ++i) {
    const AxisFacts& facts = node.of->axes[i];
    if (yaml_literal(values[i]) == yaml_literal(facts.neutral)) continue;
    lines.push_back(fixed_line(facts, values[i]));
  }
  if (lines.empty() && !values.empty()) {
    lines.push_back(fixed_line(node.of->axes.front(), values.front()));
  }
  return lines;
}

/// What a domain is that states no links.
bool is_chain(const Domain& domain) {
  for (std::size_t i = 0; i < domain.nodes().size(); ++i) {
    const auto& inputs = domain.nodes()[i].inputs;
    const bool follows = i == 0 ? inputs.empty() : inputs == std::vector<std::size_t>{i - 1};
    if (!follows) return false;
  }
  return true;
}

std::string list_of(const char* key, const Lines& lines) {
  if (lines.empty()) return "";
  std::string text = fmt::format("      {}:\n", key);
  for (const std::string& line : lines) text += fmt::format("        - {{{}}}\n", line);
  return text;
}

Lines input_lines(const Domain& domain, const DomainNode& node) {
  Lines lines;
  for (const std::size_t input : node.inputs) {
    lines.push_back(
        fmt::format("output_from: {{transformation: {}}}", yaml_text(domain.nodes()[input].name)));
  }
  return lines;
}

}  // namespace

std::string file_text(const Domain& domain) {
  std::string text =
      fmt::format("domain:\n  name: {}\n  transformations:\n", yaml_text(domain.name()));
  const bool chain = is_chain(domain);
  for (std::size_t i = 0; i < domain.nodes().size(); ++i) {
    const DomainNode& node = domain.nodes()[i];
    text += fmt::format("    - name: {}\n      operator: {}\n", yaml_text(node.name),
                        yaml_text(node.of->name));
    text += list_of("axes", axis_lines(domain, i));
    if (!chain) text += list_of("inputs", input_lines(domain, node));
  }
  return text;
}

}  // namespace assay::stress
