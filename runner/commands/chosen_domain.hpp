// SPDX-License-Identifier: Apache-2.0
// A domain by its name: the definition's own, or one that assay brings.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "core/definition/definition.hpp"
#include "core/stress/domain/domain.hpp"
#include "runner/commands/command_line.hpp"

namespace assay::runner {

/// What a command line makes of domains.
using Severity = std::optional<double>;

/// The option --severity of commands that take a domain, and its value. Throws Error{usage}.
Option severity_option();
Severity severity_of(const ParsedOptions& options);

/// The definition's domain of that name, else the built-in one; nullopt where there is neither.
/// `severity` goes before what the domain states. Throws Error{definition} where the domain has
/// faults.
std::optional<stress::Domain> find_domain(const definition::Definition* definition,
                                          const std::string& name,
                                          const stress::Catalogue& catalogue, Severity severity);

/// Throws Error{usage}: there is neither a domain nor an operator of that name.
[[noreturn]] void refuse_domain_or_operator(const std::string& name,
                                            const definition::Definition* definition,
                                            const stress::Catalogue& catalogue);

/// find_domain(); throws Error{usage} with the names there are.
stress::Domain choose_domain(const definition::Definition* definition, const std::string& name,
                             const stress::Catalogue& catalogue, Severity severity);

/// The same for whoever asks for several, as findings do: each is made once and lives as long as
/// this. Nothing is owned.
class ChosenDomains {
 public:
  ChosenDomains(const definition::Definition& definition, const stress::Catalogue& catalogue,
                Severity severity)
      : definition_(definition), catalogue_(catalogue), severity_(severity) {}

  const stress::Domain& of(const std::string& name);

 private:
  const definition::Definition& definition_;
  const stress::Catalogue& catalogue_;
  Severity severity_;
  std::map<std::string, stress::Domain> domains_;
};

}  // namespace assay::runner
