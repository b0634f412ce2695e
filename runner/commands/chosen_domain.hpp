// SPDX-License-Identifier: Apache-2.0
// A domain by its name: the definition's own, or one that assay brings.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "core/definition/definition.hpp"
#include "core/stress/domain/domain.hpp"

namespace assay::runner {

/// The definition's domain of that name, else the built-in one; nullopt where there is neither.
/// Throws Error{definition} where the domain has faults.
std::optional<stress::Domain> find_domain(const definition::Definition* definition,
                                          const std::string& name,
                                          const stress::Catalogue& catalogue);

/// Throws Error{usage}: there is neither a domain nor an operator of that name.
[[noreturn]] void refuse_domain_or_operator(const std::string& name,
                                            const definition::Definition* definition,
                                            const stress::Catalogue& catalogue);

/// find_domain(); throws Error{usage} with the names there are.
stress::Domain choose_domain(const definition::Definition* definition, const std::string& name,
                             const stress::Catalogue& catalogue);

/// The same for whoever asks for several, as findings do: each is made once and lives as long as
/// this. Nothing is owned.
class ChosenDomains {
 public:
  ChosenDomains(const definition::Definition& definition, const stress::Catalogue& catalogue)
      : definition_(definition), catalogue_(catalogue) {}

  const stress::Domain& of(const std::string& name);

 private:
  const definition::Definition& definition_;
  const stress::Catalogue& catalogue_;
  std::map<std::string, stress::Domain> domains_;
};

}  // namespace assay::runner
