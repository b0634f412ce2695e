// SPDX-License-Identifier: Apache-2.0
// One value of the definition to what a parameter wants.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/definition/definition.hpp"
#include "core/plugin/wire/description.hpp"

namespace assay::plugin {

/// A sentence about a value that does not fit, and where it stands.
struct Misfit {
  Mark mark;
  std::string message;
};

/// Adds to `misfits` where something is wrong; what it returns then is of no use. References are
/// the caller's: here they never fit.
wire::Value convert_argument(const definition::Argument& argument, const wire::Parameter& parameter,
                             const std::filesystem::path& repository, std::vector<Misfit>& misfits);

/// The value of a parameter that the definition does not give.
wire::Value default_of(const wire::Parameter& parameter);

/// "a number", "one of a list and null": the kinds in words.
std::string kinds_in_words(std::uint32_t kinds);

/// The names of all, for suggestions.
std::vector<std::string> names_of(const std::vector<wire::Parameter>& parameters);

}  // namespace assay::plugin
