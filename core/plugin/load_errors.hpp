// SPDX-License-Identifier: Apache-2.0
// Why a model cannot be used, at the line of the definition that names it.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "core/base/error.hpp"
#include "core/definition/definition.hpp"
#include "core/plugin/wire/messages.hpp"

namespace assay::plugin {

/// An Error{plugin} at the load entrypoint; `what` follows the plugin's file name. Where a GPU is
/// wanted it says how to go on without.
Error load_error(const definition::Definition& definition, const definition::Model& model,
                 definition::Device device, const std::filesystem::path& plugin,
                 const std::string& what);

/// The same at the definition's device.
Error device_error(const definition::Definition& definition, const definition::Model& model,
                   const std::string& what);

/// What is wrong with where the model runs; nullopt for nothing. `final`: it will not speak any
/// more, so silence counts.
std::optional<std::string> device_fault(definition::Device wanted,
                                        const wire::DeviceReport& reported, bool final);

/// "cuda:0 (NVIDIA H200)"; "" for silence.
std::string in_words(const wire::DeviceReport& reported);

}  // namespace assay::plugin
