// SPDX-License-Identifier: Apache-2.0
#include <charconv>
#include <system_error>

#include "core/definition/definition.hpp"

namespace assay::definition {
namespace {

std::optional<Device> parse_device(std::string_view text) {
  constexpr std::string_view kNumbered = "cuda:";
  if (text == "cpu") return Device{};
  if (text == "gpu" || text == "cuda") return Device{Device::Kind::cuda, 0};
  if (!text.starts_with(kNumbered)) return std::nullopt;
  text.remove_prefix(kNumbered.size());
  const bool padded = text.size() > 1 && text[0] == '0';
  // from_chars takes a sign; no machine has a thousand GPUs.
  if (text.empty() || text.size() > 3 || padded || text[0] == '-') return std::nullopt;
  Device device{Device::Kind::cuda, 0};
  const auto result = std::from_chars(text.data(), text.data() + text.size(), device.ordinal);
  if (result.ec != std::errc() || result.ptr != text.data() + text.size()) return std::nullopt;
  return device;
}

}  // namespace

std::string to_string(Device device) {
  return device.kind == Device::Kind::cpu ? "cpu" : "cuda:" + std::to_string(device.ordinal);
}

std::optional<std::vector<Device>> parse_devices(std::string_view text) {
  std::vector<Device> devices;
  for (bool more = true; more;) {
    const std::size_t comma = text.find(',');
    const auto device = parse_device(text.substr(0, comma));
    if (!device) return std::nullopt;
    devices.push_back(*device);
    more = comma != std::string_view::npos;
    if (more) text.remove_prefix(comma + 1);
  }
  return devices;
}

}  // namespace assay::definition
