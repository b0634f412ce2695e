// SPDX-License-Identifier: Apache-2.0
#include "core/stress/linear_light.hpp"

#include <cmath>

namespace assay::stress {

const LinearLight& LinearLight::srgb() {
  static const LinearLight kSrgb;
  return kSrgb;
}

std::array<std::uint8_t, 256> LinearLight::changed(float gain, float added) const {
  std::array<std::uint8_t, 256> bytes;
  for (std::size_t v = 0; v < bytes.size(); ++v) bytes[v] = byte(gain * light_[v] + added);
  return bytes;
}

LinearLight::LinearLight() {
  for (std::size_t v = 0; v < light_.size(); ++v) {
    const double value = static_cast<double>(v) / 255;
    light_[v] = static_cast<float>(value <= 0.04045 ? value / 12.92
                                                    : std::pow((value + 0.055) / 1.055, 2.4));
  }
  for (std::size_t i = 0; i < bytes_.size(); ++i) {
    const double light = static_cast<double>(i) / (kSteps - 1);
    const double value =
        light <= 0.0031308 ? light * 12.92 : 1.055 * std::pow(light, 1 / 2.4) - 0.055;
    bytes_[i] = static_cast<std::uint8_t>(std::lround(value * 255));
  }
}

}  // namespace assay::stress
