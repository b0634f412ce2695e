// SPDX-License-Identifier: Apache-2.0
#include "core/plugin/check_model.hpp"

#include <assay/abi/tensor.h>
#include <fmt/format.h>

#include "core/base/error.hpp"
#include "core/base/log.hpp"
#include "core/plugin/abi_check/judge.hpp"
#include "core/plugin/elf_header.hpp"
#include "core/plugin/load_errors.hpp"
#include "core/plugin/module_path.hpp"
#include "core/plugin/worker_predictor.hpp"

namespace assay::plugin {
namespace {

namespace fs = std::filesystem;

/// Of the rules on the descriptor; how a file is linked is for abi-check alone to say.
std::string descriptor_errors(const binary::Inspection& inspection) {
  abi_check::Findings findings;
  abi_check::check_descriptor(inspection, findings);
  std::string text;
  for (const abi_check::Finding& finding : findings.take()) {
    if (finding.severity != abi_check::Severity::error) continue;
    text += fmt::format("{}{}: {} ({})", text.empty() ? "" : "; ", finding.seen, finding.remedy,
                        finding.rule);
  }
  return text;
}

binary::Inspection read(const definition::Definition& definition, const definition::Model& model,
                        const fs::path& plugin) {
  const auto refuse = [&](const std::string& what) {
    return load_error(definition, model, definition::Device{}, plugin, what);
  };
  binary::Reading reading = binary::try_inspect(plugin);
  if (const auto* damage = std::get_if<binary::Damage>(&reading)) throw refuse(damage->what);
  auto& inspection = std::get<binary::Inspection>(reading);
  if (const std::string errors = descriptor_errors(inspection); !errors.empty()) {
    throw refuse(errors);
  }
  return std::move(inspection);
}

}  // namespace

fs::path find_plugin(const definition::Definition& definition, const definition::Model& model,
                     const std::vector<fs::path>& plugin_dirs) {
  const definition::Runtime& runtime = model.runtime;
  fs::path load = resolve_module(definition, model, runtime.load, plugin_dirs);
  const fs::path predict = resolve_module(definition, model, runtime.predict, plugin_dirs);
  if (load != predict) {
    throw error_at(ErrorKind::definition, runtime_source(definition, model), runtime.predict.mark,
                   fmt::format("load and predict must be functions of one plugin: load is in {}, "
                               "predict in {}",
                               load.string(), predict.string()));
  }
  if (const auto fault = find_elf_fault(load)) {
    throw load_error(definition, model, definition::Device{}, load, *fault);
  }
  if (const auto source = newer_source(model.repository, load)) {
    log::warn("plugin",
              fmt::format("{} is older than {}; build it again", load.string(), source->string()));
  }
  return load;
}

void check_devices(const definition::Definition& definition, const definition::Model& model,
                   const wire::Description& description, const Binding& binding,
                   const std::vector<definition::Device>& devices) {
  const wire::Entry& load = description.entries[binding.load_entry];
  const wire::Entry& predict = description.entries[binding.predict_entry];
  for (const definition::Device device : devices) {
    const bool cuda = device.kind == definition::Device::Kind::cuda;
    const std::uint32_t bit = ASSAY_DEVICE_BIT(cuda ? ASSAY_DEVICE_CUDA : ASSAY_DEVICE_CPU);
    for (const wire::Entry* entry : {&load, &predict}) {
      if (entry->device_mask == 0 || (entry->device_mask & bit) != 0) continue;
      throw device_error(
          definition, model,
          fmt::format("{}() of plugin '{}' does not say that it can run on {} (.devices(...) "
                      "of the SDK, device_mask in C)",
                      entry->name, description.id, to_string(device)));
    }
  }
}

CheckedModel check_model(const definition::Definition& definition, const definition::Model& model,
                         const std::vector<fs::path>& plugin_dirs,
                         const std::vector<definition::Device>& devices) {
  CheckedModel checked;
  checked.plugin = find_plugin(definition, model, plugin_dirs);
  checked.inspection = read(definition, model, checked.plugin);
  const wire::Description& description = checked.inspection.descriptor.description;
  checked.binding = bind(definition, model, description);
  check_devices(definition, model, description, checked.binding, devices);
  return checked;
}

}  // namespace assay::plugin
