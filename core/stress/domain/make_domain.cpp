// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "core/definition/problems.hpp"
#include "core/stress/domain/axis_values.hpp"
#include "core/stress/domain/domain.hpp"
#include "core/stress/domain/probe.hpp"
#include "core/stress/domain/severity.hpp"

namespace assay::stress {
namespace {

using definition::in_quotes;
using definition::Problems;
using definition::Transformation;

constexpr std::size_t kMostSteps = 100'000;  // of all axes of a domain: each is kept

constexpr std::array<std::string_view, 12> kTextOperators{
    "WordSynonym",        "WordAntonym", "WordSpelling",        "WordSplit",
    "WordContextualEmbs", "WordRandom",  "WordBackTranslation", "CharKeyboard",
    "CharRandom",         "CharOcr",     "SentenceAbstSumm",    "SentenceContextEmbs"};

std::vector<std::string> names_of(const Catalogue& catalogue) {
  std::vector<std::string> names;
  names.reserve(catalogue.all().size());
  for (const Operator& one : catalogue.all()) names.push_back(one.name);
  return names;
}

std::vector<std::string> names_of(const std::vector<AxisFacts>& axes) {
  std::vector<std::string> names;
  names.reserve(axes.size());
  for (const AxisFacts& axis : axes) names.push_back(axis.name);
  return names;
}

const Operator* find_operator(const Transformation& transformation, const Catalogue& catalogue,
                              Problems& problems) {
  const Operator* found = catalogue.find(transformation.operator_name);
  if (found != nullptr) return found;
  const std::string& name = transformation.operator_name;
  if (std::find(kTextOperators.begin(), kTextOperators.end(), name) != kTextOperators.end()) {
    problems.add(transformation.operator_mark,
                 fmt::format("{} changes text; assay tests models that see images, so remove it",
                             in_quotes(name)));
    return nullptr;
  }
  problems.add_unknown(transformation.operator_mark,
                       fmt::format("there is no operator {}", in_quotes(name)), name,
                       names_of(catalogue), "; 'assay domain list' lists them");
  return nullptr;
}

void check_links(const Transformation& transformation, const Operator& of, Problems& problems) {
  const std::size_t inputs = transformation.inputs.size();
  const auto say = [&](const std::string& message) {
    problems.add(transformation.mark,
                 fmt::format("{} {}", in_quotes(transformation.name), message));
  };
  if (of.inputs > 1 && inputs != of.inputs) {
    say(fmt::format("needs {} inputs ({}), and has {}", of.inputs, of.name, inputs));
  } else if (of.inputs <= 1 && inputs > 1) {
    say(
        fmt::format("has {} inputs, but {} takes one; let a merging operator such as Blend join "
                    "them",
                    inputs, of.name));
  } else if (of.inputs == 0 && inputs > 0) {
    say(fmt::format("is where datapoints come from ({}); remove its inputs", of.name));
  }
  if (transformation.outputs.size() > 1) {
    say(
        fmt::format("has {} outputs, but an operator makes one image; let one output go to "
                    "several inputs",
                    transformation.outputs.size()));
  }
}

/// Indices of the transformations so that each comes after its inputs. The graph has no circles.
std::vector<std::size_t> in_order(const std::vector<Transformation>& all) {
  std::vector<std::size_t> order;
  std::vector<bool> done(all.size(), false);
  while (order.size() < all.size()) {
    for (std::size_t i = 0; i < all.size(); ++i) {
      const bool ready = std::all_of(all[i].inputs.begin(), all[i].inputs.end(),
                                     [&](const auto& end) { return done[end.transformation]; });
      if (done[i] || !ready) continue;
      done[i] = true;
      order.push_back(i);
    }
  }
  // What nothing takes is where datapoints leave: there is one, and it comes last.
  const auto sink = std::find_if(order.begin(), order.end(), [&](std::size_t i) {
    return std::all_of(all[i].outputs.begin(), all[i].outputs.end(),
                       [](const auto& ends) { return ends.empty(); });
  });
  std::rotate(sink, sink + 1, order.end());
  return order;
}

class Maker {
 public:
  /// `severity`: in place of those that the spec states.
  Maker(const definition::Domain& spec, const Catalogue& catalogue, std::optional<double> severity,
        Problems& problems)
      : spec_(spec), catalogue_(catalogue), severity_(severity), problems_(problems) {}

  void make() {
    const auto& all = spec_.transformations;
    const std::vector<std::size_t> order = in_order(all);
    std::vector<std::size_t> place(all.size());
    for (std::size_t k = 0; k < order.size(); ++k) place[order[k]] = k;
    for (const std::size_t i : order) {
      const Operator* of = find_operator(all[i], catalogue_, problems_);
      if (of == nullptr) continue;
      check_links(all[i], *of, problems_);
      DomainNode node{all[i].name, of, Values(*of), {}};
      for (const auto& end : all[i].inputs) node.inputs.push_back(place[end.transformation]);
      add_axes(all[i], node);
      nodes.push_back(std::move(node));
    }
  }

  std::vector<DomainNode> nodes;
  std::vector<FreeAxis> axes;

 private:
  void add_axes(const Transformation& transformation, DomainNode& node) {
    const std::size_t before = axes.size();
    for (const definition::Axis& axis : transformation.axes) add_axis(axis, node);
    if (transformation.axes.empty()) add_searched_axes(node);
    const double stated =
        transformation.severity.value_or(spec_.severity.value_or(definition::kFullSeverity));
    for (std::size_t i = before; i < axes.size(); ++i) {
      narrow(axes[i], *node.of, severity_.value_or(stated));
      if (count_steps(axes[i], transformation)) space_steps(axes[i]);
    }
  }

  /// False where they are too many, which is reported once.
  bool count_steps(const FreeAxis& axis, const Transformation& transformation) {
    const bool before = steps_ <= kMostSteps;
    steps_ += axis.steps;
    if (before && steps_ > kMostSteps) {
      problems_.add(transformation.mark,
                    fmt::format("the axes of a domain have at most {} 'steps' together, which "
                                "{} goes beyond; without any an axis has all values of its range",
                                kMostSteps, in_quotes(axis.key)));
    }
    return steps_ <= kMostSteps;
  }

  void add_searched_axes(const DomainNode& node) {
    for (std::size_t i = 0; i < node.of->axes.size(); ++i) {
      const AxisFacts& facts = node.of->axes[i];
      if (facts.searched) axes.push_back(free_axis(node, i, default_values(facts)));
    }
  }

  void add_axis(const definition::Axis& axis, DomainNode& node) {
    const auto& known = node.of->axes;
    const auto facts = std::find_if(known.begin(), known.end(),
                                    [&](const AxisFacts& one) { return one.name == axis.name; });
    if (facts == known.end()) {
      problems_.add_unknown(
          axis.mark, fmt::format("{} has no axis {}", node.of->name, in_quotes(axis.name)),
          axis.name, names_of(known),
          known.empty() ? "; it has none" : "; it has " + definition::one_of(names_of(known)));
      return;
    }
    const auto index = static_cast<std::size_t>(facts - known.begin());
    if (axis.fixed) {
      if (auto value = fixed_value(axis, *facts, problems_)) {
        node.fixed.set(facts->name, *std::move(value));
      }
      return;
    }
    if (auto values = free_values(axis, *facts, problems_)) {
      axes.push_back(free_axis(node, index, *std::move(values)));
    }
  }

  FreeAxis free_axis(const DomainNode& node, std::size_t index, FreeAxis values) const {
    values.node = nodes.size();
    values.axis = index;
    values.facts = &node.of->axes[index];
    values.key = node.name + "." + values.facts->name;
    return values;
  }

  const definition::Domain& spec_;
  const Catalogue& catalogue_;
  std::optional<double> severity_;
  Problems& problems_;
  std::size_t steps_ = 0;  // of all axes
};

/// Objects are seen where they are in one of the two images: so both must move them alike.
void check_merges(const Domain& domain, const definition::Domain& spec, Problems& problems) {
  std::vector<std::vector<std::size_t>> moved(domain.nodes().size());  // nodes that move things
  for (std::size_t i = 0; i < domain.nodes().size(); ++i) {
    const DomainNode& node = domain.nodes()[i];
    if (!node.inputs.empty()) moved[i] = moved[node.inputs.front()];
    const bool alike = std::all_of(node.inputs.begin(), node.inputs.end(),
                                   [&](std::size_t input) { return moved[input] == moved[i]; });
    if (!alike && shows_all_inputs(domain, i)) {
      const auto place = std::find_if(
          spec.transformations.begin(), spec.transformations.end(),
          [&](const Transformation& transformation) { return transformation.name == node.name; });
      problems.add(place->mark,
                   fmt::format("{} joins images whose objects are at different places; let "
                               "geometric transformations come before the images part, or after "
                               "they join",
                               in_quotes(node.name)));
    }
    if (!alike || moves_things(domain, i)) moved[i].push_back(i);
  }
}

}  // namespace

Domain make_domain(const definition::Domain& spec, const Source& source, const Catalogue& catalogue,
                   std::optional<double> severity) {
  Problems problems(spec.source ? *spec.source : source);
  Maker maker(spec, catalogue, severity, problems);
  maker.make();
  if (!problems.empty()) throw problems.error();
  Domain domain(spec.name, std::move(maker.nodes), std::move(maker.axes));
  check_merges(domain, spec, problems);
  if (!problems.empty()) throw problems.error();
  return domain;
}

Domain domain_of(const Operator& one, const Catalogue& catalogue, std::optional<double> severity) {
  definition::Domain spec;
  spec.name = one.name;
  spec.transformations.emplace_back();
  spec.transformations.back().name = one.name;
  spec.transformations.back().operator_name = one.name;
  return make_domain(spec, Source(), catalogue, severity);
}

}  // namespace assay::stress
