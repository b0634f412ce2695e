// SPDX-License-Identifier: Apache-2.0
#include "runner/commands/chosen_domain.hpp"

#include <fmt/format.h>

#include "core/base/error.hpp"
#include "core/base/nearest.hpp"
#include "core/definition/problems.hpp"
#include "core/stress/domain/built_in.hpp"

namespace assay::runner {
namespace {

std::vector<std::string> domain_names(const definition::Definition* definition) {
  std::vector<std::string> names;
  if (definition != nullptr) {
    for (const definition::Domain& domain : definition->domains) names.push_back(domain.name);
  }
  for (const stress::BuiltInDomain& domain : stress::built_in_domains()) {
    names.emplace_back(domain.name);
  }
  return names;
}

}  // namespace

Option severity_option() {
  return {"severity", 0, "S",
          "how much of their ranges the domain's axes have: above 0 (1 is mild) to 5 (all of them; "
          "default: what the test or the domain says, else 5)"};
}

Severity severity_of(const ParsedOptions& options) {
  const auto severity = options.positive("severity");
  if (!severity || *severity <= definition::kFullSeverity) return severity;
  throw Error(ErrorKind::usage, fmt::format("--severity is at most {}, which is all of the ranges, "
                                            "got {}",
                                            definition::kFullSeverity, *severity));
}

std::optional<stress::Domain> find_domain(const definition::Definition* definition,
                                          const std::string& name,
                                          const stress::Catalogue& catalogue, Severity severity) {
  if (definition != nullptr) {
    for (const definition::Domain& domain : definition->domains) {
      if (domain.name == name) return make_domain(domain, definition->source, catalogue, severity);
    }
  }
  const stress::BuiltInDomain* built_in = stress::find_built_in(name);
  if (built_in == nullptr) return std::nullopt;
  const Source none;
  return make_domain(parse_built_in(*built_in), none, catalogue, severity);
}

stress::Domain choose_domain(const definition::Definition* definition, const std::string& name,
                             const stress::Catalogue& catalogue, Severity severity) {
  if (auto found = find_domain(definition, name, catalogue, severity)) return *std::move(found);
  const auto names = domain_names(definition);
  throw Error(ErrorKind::usage,
              fmt::format("there is no domain {}{}; there are {}", definition::in_quotes(name),
                          did_you_mean(name, names), definition::one_of(names)));
}

void refuse_domain_or_operator(const std::string& name, const definition::Definition* definition,
                               const stress::Catalogue& catalogue) {
  auto names = domain_names(definition);
  for (const stress::Operator& one : catalogue.all()) names.push_back(one.name);
  throw Error(ErrorKind::usage,
              fmt::format("there is no domain or operator {}{}; 'assay domain list' lists them",
                          definition::in_quotes(name), did_you_mean(name, names)));
}

const stress::Domain& ChosenDomains::of(const std::string& name) {
  const auto known = domains_.find(name);
  if (known != domains_.end()) return known->second;
  return domains_.emplace(name, choose_domain(&definition_, name, catalogue_, severity_))
      .first->second;
}

}  // namespace assay::runner
