// SPDX-License-Identifier: Apache-2.0
// Codes of the contract as the words that users read: "path", "cuda", "bgr".
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/plugin/wire/description.hpp"

namespace assay::plugin {

// Of masks, in the order of the codes; a bit that has no name is "17".
std::vector<std::string> kind_names(std::uint32_t mask);
std::vector<std::string> device_names(std::uint32_t mask);
std::vector<std::string> color_names(std::uint32_t mask);

// What a parameter's flags and kinds say.
bool is_required(const wire::Parameter& parameter);
bool is_secret(const wire::Parameter& parameter);
bool has_minimum(const wire::Parameter& parameter);
bool has_maximum(const wire::Parameter& parameter);
/// Of what is no number, true; of NaN, false where there is a bound.
bool is_within_bounds(const wire::Value& scalar, const wire::Parameter& parameter);
/// A list may have that many elements.
bool has_elements_between(const wire::Parameter& parameter, std::size_t count);
/// The batch, which the host gives whether the definition names it or not.
bool is_the_batch(const wire::Parameter& parameter);

/// "affine", "serial", "model", "free".
std::string threading_name(std::uint32_t level);

}  // namespace assay::plugin
