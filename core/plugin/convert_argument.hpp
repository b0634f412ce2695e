// SPDX-License-Identifier: Apache-2.0
// One value of the definition to what a parameter wants.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/definition/definition.hpp"
#include "core/definition/problems.hpp"
#include "core/plugin/wire/description.hpp"

namespace assay::plugin {

/// Adds to `problems` where something is wrong; what it returns then is of no use. A path must name
/// what can be read. References are the caller's: here they never fit.
wire::Value convert_argument(const definition::Argument& argument, const wire::Parameter& parameter,
                             const std::filesystem::path& repository,
                             definition::Problems& problems);

/// The value of a parameter that the definition does not give.
wire::Value default_of(const wire::Parameter& parameter, const std::filesystem::path& repository);

/// The names of all, for suggestions.
std::vector<std::string> names_of(const std::vector<wire::Parameter>& parameters);

}  // namespace assay::plugin
