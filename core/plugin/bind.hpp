// SPDX-License-Identifier: Apache-2.0
// The definition's `inputs` against the parameters an entry declares, before anything of the plugin
// runs.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/definition/definition.hpp"
#include "core/plugin/wire/description.hpp"

namespace assay::plugin {

/// What is called, with what: entries are indices into the description's, and arguments stand in
/// the order of their parameters.
struct Binding {
  std::uint32_t load_entry = 0;
  std::uint32_t predict_entry = 0;
  std::vector<wire::Value> load_arguments;
  std::vector<wire::Value> predict_arguments;
  std::vector<std::string> notes;  // remarks for the log
};

/// Finds both entries and binds their inputs: an int becomes a float where only that is wanted,
/// text a path (absolute, from the model's repository, and there), defaults are filled in, and
/// parameters for the batch are supplied though the definition does not name them. Throws
/// Error{definition} with all that does not fit, each at its line, where secrets are not shown.
Binding bind(const definition::Definition& definition, const definition::Model& model,
             const wire::Description& description);

}  // namespace assay::plugin
