// SPDX-License-Identifier: Apache-2.0
// Domains that assay brings: files in the language of definitions, which the program carries.
#pragma once

#include <span>
#include <string_view>

#include "core/stress/domain/domain.hpp"

namespace assay::stress {

struct BuiltInDomain {
  std::string_view name;
  std::string_view text;  // a YAML map as an item of a definition's `domains`
};

/// By name.
std::span<const BuiltInDomain> built_in_domains();

/// nullptr where there is none.
const BuiltInDomain* find_built_in(std::string_view name);

/// The domain as a definition would have it.
definition::Domain parse_built_in(const BuiltInDomain& domain);

/// As a file that `domains[].file` may name.
std::string file_text(const BuiltInDomain& domain);

}  // namespace assay::stress
