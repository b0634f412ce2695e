// SPDX-License-Identifier: Apache-2.0
// A definition's model against its plugin, before anything of the plugin runs.
#pragma once

#include <filesystem>
#include <vector>

#include "core/definition/definition.hpp"
#include "core/plugin/binary/inspection.hpp"
#include "core/plugin/bind.hpp"

namespace assay::plugin {

/// The library that holds both entrypoints, looked at from outside. Warns of one that is older than
/// its source. Throws as resolve_module() does, and Error{plugin} where it is no library for this
/// machine.
std::filesystem::path find_plugin(const definition::Definition& definition,
                                  const definition::Model& model,
                                  const std::vector<std::filesystem::path>& plugin_dirs);

/// Throws Error{plugin} where load or predict cannot run on a device.
void check_devices(const definition::Definition& definition, const definition::Model& model,
                   const wire::Description& description, const Binding& binding,
                   const std::vector<definition::Device>& devices);

struct CheckedModel {
  std::filesystem::path plugin;
  binary::Inspection inspection;
  Binding binding;
};

/// All of it: what `inputs` say is bound to the parameters that the file declares. Throws
/// Error{definition} with all that does not fit, each at its line, and Error{plugin} where the file
/// is no plugin that can be used.
CheckedModel check_model(const definition::Definition& definition, const definition::Model& model,
                         const std::vector<std::filesystem::path>& plugin_dirs,
                         const std::vector<definition::Device>& devices);

}  // namespace assay::plugin
