// SPDX-License-Identifier: Apache-2.0
// Errors show the line they are about; what is secret in it must not be seen.
#pragma once

#include <string>
#include <vector>

#include "core/definition/definition.hpp"
#include "core/plugin/wire/description.hpp"

namespace assay::plugin {

struct BoundEntry {
  const definition::Entrypoint* entrypoint;
  const wire::Entry* entry;  // nullptr: its parameters are not known, nothing is hidden
};

/// Puts *** for the values of secret parameters in `text`, the definition's, each with the rest of
/// its line: where a value without quotes ends is for YAML alone to say. Lines stay where they are.
/// A variable is no secret, what it stands for is.
void hide_secrets(const std::vector<BoundEntry>& bound, std::string& text);

}  // namespace assay::plugin
