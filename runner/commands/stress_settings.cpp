// SPDX-License-Identifier: Apache-2.0
#include "runner/commands/stress_settings.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/base/error.hpp"
#include "core/base/nearest.hpp"
#include "core/definition/problems.hpp"
#include "core/pipeline/stress/stress_gates.hpp"
#include "core/stress/search/search.hpp"
#include "runner/commands/chosen_domain.hpp"

namespace assay::runner {
namespace {

using Names = std::vector<std::string>;

Names searches() {
  const auto names = stress::search_names();
  return {names.begin(), names.end()};
}

Names scores() {
  return {pipeline::kScores.begin(), pipeline::kScores.end()};
}

/// What a test says of a thing that has one of these names.
std::string name_of(const definition::Definition& definition, const definition::StressTest& test,
                    const char* key, const std::string& name, const Names& names) {
  if (name.empty()) return names.front();
  if (std::find(names.begin(), names.end(), name) != names.end()) return name;
  throw definition::error_in(
      definition, test.mark,
      fmt::format("the {} {} of the test {} is none{}; there are {}", key,
                  definition::in_quotes(name), definition::in_quotes(test.name),
                  did_you_mean(name, names), definition::one_of(names)));
}

std::optional<double> part(const ParsedOptions& options, const char* option) {
  const auto value = options.positive(option);
  if (!value || *value <= 1) return value;
  throw Error(ErrorKind::usage, fmt::format("--{} is at most 1, got {}", option, *value));
}

/// Of a definition: its own, and the built-in ones that its tests name.
std::vector<stress::Domain> domains_of(const definition::Definition& definition,
                                       const stress::Catalogue& catalogue) {
  Names names;
  for (const definition::Domain& domain : definition.domains) names.push_back(domain.name);
  for (const definition::StressTest& test : definition.tests) {
    if (std::find(names.begin(), names.end(), test.domain) == names.end()) {
      names.push_back(test.domain);
    }
  }
  std::vector<stress::Domain> domains;
  for (const std::string& name : names) {
    domains.push_back(choose_domain(&definition, name, catalogue, {}));
  }
  return domains;
}

}  // namespace

pipeline::StressSettings settings_of(const definition::Definition& definition,
                                     const definition::StressTest& test) {
  pipeline::StressSettings settings;
  settings.search = name_of(definition, test, "search", test.search, searches());
  settings.rules.score = name_of(definition, test, "score", test.score, scores());
  settings.rules.oracle = test.oracle;
  settings.rules.threshold = test.threshold;
  settings.min_score = test.min_score.value_or(settings.min_score);
  settings.severity = test.severity;
  settings.seed = test.seed.value_or(settings.seed);
  settings.budget = test.budget.value_or(test.num_samples * test.num_runs);
  if (settings.budget > definition::kLargestBudget) {
    throw definition::error_in(
        definition, test.mark,
        fmt::format("num_samples times num_runs of the test {} is more than "
                    "{} predictions",
                    definition::in_quotes(test.name), definition::kLargestBudget));
  }
  return settings;
}

pipeline::StressSettings with_options(pipeline::StressSettings settings,
                                      const ParsedOptions& options) {
  if (const auto name = options.choice("search", searches())) settings.search = *name;
  if (const auto name = options.choice("score", scores())) settings.rules.score = *name;
  if (const auto name = options.choice("oracle", definition::oracle_names())) {
    settings.rules.oracle = definition::oracle_named(*name).value();
  }
  if (const auto value = part(options, "threshold")) settings.rules.threshold = value;
  settings.min_score = part(options, "min-score").value_or(settings.min_score);
  if (const auto severity = severity_of(options)) settings.severity = severity;
  settings.seed = options.count("seed", 0, definition::kLargestSeed).value_or(settings.seed);
  settings.budget =
      options.count("budget", 1, definition::kLargestBudget).value_or(settings.budget);
  if (options.has("search-only") && options.has("decide")) {
    throw Error(ErrorKind::usage, "--search-only and --decide exclude each other");
  }
  if (options.has("search-only")) settings.purpose = pipeline::Purpose::search;
  if (options.has("decide")) settings.purpose = pipeline::Purpose::gate;
  return settings;
}

void check_stress(const definition::Definition& definition, const stress::Domain* besides,
                  const stress::Catalogue& catalogue) {
  for (const definition::StressTest& test : definition.tests) {
    const auto settings = settings_of(definition, test);
    const auto unfit = pipeline::unfit_score(settings.rules.score, definition.project.problem_type);
    if (unfit) throw definition::error_in(definition, test.mark, *unfit);
  }
  std::vector<stress::Domain> domains = domains_of(definition, catalogue);
  if (besides != nullptr) domains.push_back(*besides);
  pipeline::check_boundary_gates(definition, domains);
}

}  // namespace assay::runner
