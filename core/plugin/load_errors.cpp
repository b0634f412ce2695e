// SPDX-License-Identifier: Apache-2.0
#include "core/plugin/load_errors.hpp"

#include <assay/abi/tensor.h>
#include <fmt/format.h>

#include "core/plugin/utf8.hpp"

namespace assay::plugin {
namespace {

using definition::Device;

constexpr const char* kWithoutGpu =
    "use --device cpu, or a machine and a plugin with a working GPU";

bool wants_gpu(Device device) {
  return device.kind == Device::Kind::cuda;
}

}  // namespace

Error load_error(const definition::Definition& definition, const definition::Model& model,
                 Device device, const std::filesystem::path& plugin, const std::string& what) {
  std::string message = fmt::format("plugin {}: {}", plugin.string(), what);
  if (wants_gpu(device)) {
    message += fmt::format("\n  (it was to run on {}; if there is no such GPU, {})",
                           to_string(device), kWithoutGpu);
  }
  return error_at(ErrorKind::plugin, runtime_source(definition, model), model.runtime.load.mark,
                  message);
}

Error device_error(const definition::Definition& definition, const definition::Model& model,
                   const std::string& what) {
  const Mark device = model.runtime.device_mark;
  const Mark mark = device.line > 0 ? device : model.runtime.load.mark;
  return error_at(ErrorKind::plugin, runtime_source(definition, model), mark,
                  fmt::format("{}; {}", what, kWithoutGpu));
}

std::optional<std::string> device_fault(Device wanted, const wire::DeviceReport& reported,
                                        bool final) {
  if (!wants_gpu(wanted)) return std::nullopt;
  if (reported.type == ASSAY_DEVICE_CUDA) {
    // Frameworks may load it as late as the first prediction.
    if (reported.has_driver || !final) return std::nullopt;
    return fmt::format(
        "the plugin says that it runs on {}, but its process never loaded the CUDA driver "
        "(libcuda); report the device that was found, not the one that was asked for",
        in_words(reported));
  }
  if (reported.type != 0) {
    return fmt::format("the model was to run on {}, but runs on {}", to_string(wanted),
                       in_words(reported));
  }
  if (!final) return std::nullopt;
  return fmt::format(
      "the model was to run on {}, but the plugin never said that it does "
      "(context.report_device(device, name) in load; in C host->report_device)",
      to_string(wanted));
}

std::string in_words(const wire::DeviceReport& reported) {
  if (reported.type == 0) return "";
  std::string device = fmt::format("device {}:{}", reported.type, reported.id);
  if (reported.type == ASSAY_DEVICE_CPU) device = "cpu";
  if (reported.type == ASSAY_DEVICE_CUDA) device = fmt::format("cuda:{}", reported.id);
  const std::string name = printable(reported.name);
  if (name.empty()) return device;
  return name.starts_with(device) ? name : fmt::format("{} ({})", device, name);
}

}  // namespace assay::plugin
