// SPDX-License-Identifier: Apache-2.0
// What a definition gives and what a parameter wants, in the words of messages.
#pragma once

#include <cstdint>
#include <string>

#include "core/definition/definition.hpp"
#include "core/plugin/wire/description.hpp"

namespace assay::plugin {

/// "'abc'", "3.5", "a list".
std::string in_words(const definition::Argument& argument);

/// Of a choice: "'abc'", "3.5".
std::string in_words(const wire::Value& value);

/// "a number", "a list or null".
std::string kinds_in_words(std::uint32_t kinds);

/// "; remove the quotes" and the like: what to do about an argument of a kind that the parameter
/// does not take. "" where what it wants says enough. Of a secret nothing is repeated.
std::string remedy_for(const definition::Argument& argument, const wire::Parameter& parameter);

}  // namespace assay::plugin
