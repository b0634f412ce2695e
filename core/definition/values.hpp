// SPDX-License-Identifier: Apache-2.0
// Nodes as values: variables replaced, then typed. Each function reports what does not fit and
// returns nullopt. `label` is how messages call the value, such as "'name' of a data set".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/definition/scalar.hpp"
#include "core/definition/schema.hpp"
#include "core/definition/variables.hpp"

namespace assay::definition {

/// "a list", "a map", "nothing", "the number 5" ...
std::string describe(const Node& node);

/// Any scalar, typed after replacing variables.
std::optional<Scalar> read_scalar(const Node& node, const std::string& label, const Lookup& lookup,
                                  Reading& reading);

/// Text. What is spelled as a number, true, false or null must be in quotes to be text; what comes
/// from a variable need not.
std::optional<std::string> read_text(const Node& node, const std::string& label,
                                     const Lookup& lookup, Reading& reading);

/// A whole number within `range`.
std::optional<std::int64_t> read_integer(const Node& node, const std::string& label,
                                         IntegerRange range, const Lookup& lookup,
                                         Reading& reading);

/// A finite number.
std::optional<double> read_number(const Node& node, const std::string& label, const Lookup& lookup,
                                  Reading& reading);

std::optional<bool> read_boolean(const Node& node, const std::string& label, const Lookup& lookup,
                                 Reading& reading);

/// Index into `names`.
std::optional<std::size_t> read_choice(const Node& node, const std::string& label,
                                       const std::vector<std::string>& names, const Lookup& lookup,
                                       Reading& reading);

}  // namespace assay::definition
