// SPDX-License-Identifier: Apache-2.0
#include "runner/commands/domain_show.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/base/error.hpp"
#include "core/definition/parse.hpp"
#include "core/definition/problems.hpp"
#include "core/report/text.hpp"
#include "core/stress/domain/built_in.hpp"
#include "core/stress/domain/domain_file.hpp"
#include "core/stress/domain/point_text.hpp"
#include "core/stress/domain/probe.hpp"
#include "runner/commands/chosen_domain.hpp"
#include "runner/commands/command_line.hpp"
#include "runner/commands/print.hpp"
#include "runner/exit_code.hpp"

namespace assay::runner {
namespace {

using stress::AxisFacts;
using stress::AxisType;
using stress::FreeAxis;
using stress::Operator;
using stress::text_of;

CommandSpec list_spec() {
  return {"assay domain list [DEFINITION]",
          "Lists the domains that assay brings and those of the definition, and all operators.",
          {},
          {},
          true};
}

CommandSpec show_spec() {
  return {"assay domain show NAME [DEFINITION]",
          "Shows a domain's transformations and axes, or an operator's axes.",
          {"NAME"},
          {severity_option(),
           {"yaml", 0, "",
            "the domain as a file for domains[].file, to start from, with its ranges as they are"}},
          true};
}

bool is_number(AxisType type) {
  return type == AxisType::real || type == AxisType::integer;
}

std::string values_in_words(const std::vector<stress::AxisValue>& values) {
  std::vector<std::string> words;
  for (const auto& value : values) words.push_back(text_of(value));
  return definition::one_of(words);
}

std::string range_in_words(const AxisFacts& axis) {
  if (!axis.choices.empty()) return values_in_words(axis.choices);
  if (!is_number(axis.type)) return std::string(definition::name_of(axis.type));
  return fmt::format("{} to {}", axis.range.first, axis.range.second);
}

std::string axis_line(const AxisFacts& axis) {
  const char* what = axis.growth == stress::Growth::none ? "default" : "neutral";
  return fmt::format("  {:<20} {:<6} {:<20} {} {}{}\n  {:<20} {}{}\n", axis.name,
                     definition::name_of(axis.type), range_in_words(axis), what,
                     text_of(axis.neutral), axis.searched ? "" : ", not searched unless listed", "",
                     axis.meaning, axis.unit.empty() ? "" : " (" + axis.unit + ")");
}

std::string operator_text(const Operator& one) {
  std::string text =
      fmt::format("{}: operator, {}\n{}\n", one.name, name_of(one.category), one.summary);
  if (one.inputs > 1) text += fmt::format("joins {} inputs\n", one.inputs);
  text += one.axes.empty() ? "no axes\n" : "axes:\n";
  for (const AxisFacts& axis : one.axes) text += axis_line(axis);
  return text;
}

std::string free_values_in_words(const FreeAxis& axis) {
  if (!axis.choices.empty()) return values_in_words(axis.choices);
  return fmt::format("{} to {}{}", axis.low, axis.high, axis.whole ? ", whole" : "");
}

/// Values that are many have lines of their own.
std::string free_axis_lines(const FreeAxis& axis) {
  constexpr std::size_t kOfValues = 28;
  constexpr std::size_t kColumns = 96;
  const std::string values = free_values_in_words(axis);
  const std::string neutral = "neutral " + text_of(weakest(axis));
  if (values.size() <= kOfValues) {
    return fmt::format("  {:<32} {:<{}} {}\n", axis.key, values, kOfValues, neutral);
  }
  std::string text = fmt::format("  {:<32} {}\n", axis.key, neutral);
  for (const std::string& line : report::wrapped(values, kColumns)) text += "    " + line + "\n";
  return text;
}

/// Those that the domain states, and that are not what the operator has anyway.
std::string fixed_lines(const stress::DomainNode& node) {
  std::string text;
  for (std::size_t i = 0; i < node.of->axes.size(); ++i) {
    const AxisFacts& axis = node.of->axes[i];
    const stress::AxisValue& value = node.fixed.all()[i];
    if (value == axis.neutral) continue;
    text += fmt::format("  {:<32} fixed {}\n", node.name + "." + axis.name, text_of(value));
  }
  return text;
}

std::string domain_text(const stress::Domain& domain) {
  std::string text = fmt::format("{}: domain, {} transformations, {} free axes\n", domain.name(),
                                 domain.nodes().size(), domain.axes().size());
  for (std::size_t i = 0; i < domain.nodes().size(); ++i) {
    const stress::DomainNode& node = domain.nodes()[i];
    text += fmt::format("{} ({})\n", node.name, node.of->name);
    text += fixed_lines(node);
    for (const FreeAxis& axis : domain.axes()) {
      if (axis.node != i) continue;
      text += free_axis_lines(axis);
    }
  }
  for (const std::string& key : dead_axes(domain)) {
    text += fmt::format("warning: nothing changes along {}; fix it, or widen its range\n", key);
  }
  return text;
}

std::optional<definition::Definition> definition_of(const ParsedOptions& options,
                                                    std::size_t index) {
  if (options.positional_count() > index + 1) {
    throw Error(ErrorKind::usage, fmt::format("{} arguments are given, at most {} wanted",
                                              options.positional_count(), index + 1));
  }
  if (options.positional_count() <= index) return std::nullopt;
  return definition::parse_file(options.positional(index), {{}, "", true});
}

bool has_domain(const definition::Definition& definition, const std::string& name) {
  return std::any_of(definition.domains.begin(), definition.domains.end(),
                     [&](const definition::Domain& domain) { return domain.name == name; });
}

/// A built-in domain as it was written, which has comments; another one as it was resolved.
std::string yaml_of(const stress::Domain& domain, const definition::Definition* own,
                    Severity severity) {
  const stress::BuiltInDomain* built_in = stress::find_built_in(domain.name());
  const bool is_own = own != nullptr && has_domain(*own, domain.name());
  if (built_in != nullptr && !is_own && !severity) return stress::file_text(*built_in);
  return stress::file_text(domain);
}

void require_no_domain(const ParsedOptions& options, const Operator& one) {
  for (const char* option : {"yaml", "severity"}) {
    if (!options.has(option)) continue;
    throw Error(ErrorKind::usage,
                fmt::format("--{} is of domains, and {} is an operator; leave it out", option,
                            definition::in_quotes(one.name)));
  }
}

std::string operator_lines(const Operator& one) {
  constexpr std::size_t kColumns = 75;
  std::string text;
  for (const std::string& line : report::wrapped(one.summary, kColumns)) {
    text += fmt::format("  {:<22} {}\n", text.empty() ? one.name : "", line);
  }
  return text;
}

std::string operators_text(const stress::Catalogue& catalogue) {
  std::string text;
  std::string_view category;
  for (const Operator& one : catalogue.all()) {
    if (name_of(one.category) != category) {
      category = name_of(one.category);
      text += fmt::format("operators, {}:\n", category);
    }
    text += operator_lines(one);
  }
  return text;
}

}  // namespace

int run_domain_list(const std::vector<std::string>& arguments) {
  const CommandSpec spec = list_spec();
  const auto options = parse(spec, arguments);
  if (!options) {
    print(help_text(spec));
    return static_cast<int>(ExitCode::pass);
  }
  const auto definition = definition_of(*options, 0);
  const stress::Catalogue catalogue;
  std::string text;
  if (definition) {
    text += fmt::format("domains of {}:\n", options->positional(0));
    for (const definition::Domain& domain : definition->domains) {
      text += fmt::format("  {}\n", domain.name);
    }
  }
  text += "built-in domains:\n";
  for (const auto& domain : stress::built_in_domains()) text += fmt::format("  {}\n", domain.name);
  print(text + operators_text(catalogue));
  return static_cast<int>(ExitCode::pass);
}

int run_domain_show(const std::vector<std::string>& arguments) {
  const CommandSpec spec = show_spec();
  const auto options = parse(spec, arguments);
  if (!options) {
    print(help_text(spec));
    return static_cast<int>(ExitCode::pass);
  }
  const auto definition = definition_of(*options, 1);
  const definition::Definition* own = definition ? &*definition : nullptr;
  const stress::Catalogue catalogue;
  const std::string& name = options->positional(0);
  const Severity severity = severity_of(*options);
  if (const auto domain = find_domain(own, name, catalogue, severity)) {
    print(options->has("yaml") ? yaml_of(*domain, own, severity) : domain_text(*domain));
  } else if (const Operator* one = catalogue.find(name)) {
    require_no_domain(*options, *one);
    print(operator_text(*one));
  } else {
    refuse_domain_or_operator(name, own, catalogue);
  }
  return static_cast<int>(ExitCode::pass);
}

}  // namespace assay::runner
