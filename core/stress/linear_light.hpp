// SPDX-License-Identifier: Apache-2.0
// Between the bytes of an image and the light that they stand for: the transfer function of sRGB
// (IEC 61966-2-1). Light adds up and scales; bytes do not.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace assay::stress {

class LinearLight {
 public:
  /// The one there is.
  static const LinearLight& srgb();

  /// 0..1, of black and white.
  float light(std::uint8_t value) const { return light_[value]; }

  /// The byte nearest to some light; what is brighter than white is white. byte(light(v)) is v.
  std::uint8_t byte(float light) const {
    const float step = std::clamp(light, 0.0F, 1.0F) * (kSteps - 1) + 0.5F;
    return bytes_[static_cast<std::size_t>(static_cast<std::int32_t>(step))];
  }

  /// What becomes of each byte where light is multiplied by `gain`, and `added` to.
  std::array<std::uint8_t, 256> changed(float gain, float added = 0) const;

 private:
  static constexpr int kSteps = 16384;  // of which even the two darkest bytes are five apart

  LinearLight();

  std::array<float, 256> light_{};
  std::array<std::uint8_t, kSteps> bytes_{};
};

}  // namespace assay::stress
