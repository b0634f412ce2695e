// SPDX-License-Identifier: Apache-2.0
// Noise that each value of an image gets by itself.
#include <algorithm>
#include <cmath>
#include <memory>

#include "core/stress/operators/imagenet_c/family.hpp"
#include "core/stress/pixel_bytes.hpp"
#include "core/stress/random/poisson.hpp"

namespace assay::stress::imagenet_c {
namespace {

constexpr std::size_t kAtOnce = 1024;

/// Each value becomes one(value, a standard normal variable).
template <class One>
Filter normal_noise(const Stream& start, One one) {
  return {[start, one](const image::PixelView& from, const image::MutablePixelView& to,
                       Workspace& workspace) {
            const auto in = bytes_of(from);
            const auto out = bytes_of(to);
            const auto normal = workspace.lease<float>(kAtOnce);
            Stream random = start;
            for (std::size_t begin = 0; begin < in.size(); begin += kAtOnce) {
              const std::size_t count = std::min(kAtOnce, in.size() - begin);
              random.fill_normal(normal.span().first(count));
              for (std::size_t i = 0; i < count; ++i) {
                out[begin + i] = cut_to_byte(one(static_cast<float>(in[begin + i]), normal[i]));
              }
            }
          },
          0,
          {}};
}

/// Each value becomes one(value, 16 random bits).
template <class One>
Filter bitwise_noise(const Stream& start, One one) {
  return {[start, one](const image::PixelView& from, const image::MutablePixelView& to,
                       Workspace& workspace) {
            const auto in = bytes_of(from);
            const auto out = bytes_of(to);
            const auto bits = workspace.lease<std::uint16_t>(kAtOnce);
            Stream random = start;
            for (std::size_t begin = 0; begin < in.size(); begin += kAtOnce) {
              const std::size_t count = std::min(kAtOnce, in.size() - begin);
              random.fill_bits(bits.span().first(count));
              for (std::size_t i = 0; i < count; ++i) {
                out[begin + i] = one(in[begin + i], bits[i]);
              }
            }
          },
          0,
          {}};
}

Effect gaussian_noise(const Values& values, const Setting& setting) {
  static constexpr BySeverity<float> kDeviation{0.08F, 0.12F, 0.18F, 0.26F, 0.38F};
  const float* deviation = chosen(kDeviation, values);
  if (deviation == nullptr) return Unchanged{};
  const float scale = *deviation * 255;
  return normal_noise(setting.random, [scale](float v, float n) { return v + scale * n; });
}

Effect speckle_noise(const Values& values, const Setting& setting) {
  static constexpr BySeverity<float> kDeviation{0.15F, 0.2F, 0.35F, 0.45F, 0.6F};
  const float* deviation = chosen(kDeviation, values);
  if (deviation == nullptr) return Unchanged{};
  return normal_noise(setting.random,
                      [scale = *deviation](float v, float n) { return v + v * scale * n; });
}

Effect shot_noise(const Values& values, const Setting& setting) {
  static constexpr BySeverity<double> kPhotonsOfWhite{60, 25, 12, 5, 3};
  const double* photons = chosen(kPhotonsOfWhite, values);
  if (photons == nullptr) return Unchanged{};
  PoissonTable::Means means;
  for (std::size_t v = 0; v < means.size(); ++v) {
    means[v] = static_cast<double>(v) / 255 * *photons;
  }
  std::array<std::uint8_t, PoissonTable::kColumns> value{};
  for (std::size_t k = 0; k < value.size(); ++k) {
    value[k] = cut_to_byte(static_cast<float>(static_cast<double>(k) * 255 / *photons));
  }
  return bitwise_noise(setting.random, [value, table = std::make_shared<PoissonTable>(means)](
                                           std::uint8_t v, std::uint16_t bits) {
    return value[static_cast<std::size_t>(table->draw(v, bits))];
  });
}

Effect impulse_noise(const Values& values, const Setting& setting) {
  static constexpr BySeverity<double> kAmount{0.03, 0.06, 0.09, 0.17, 0.27};
  const double* amount = chosen(kAmount, values);
  if (amount == nullptr) return Unchanged{};
  const auto limit = static_cast<std::uint16_t>(std::lround(*amount * 65536));
  return bitwise_noise(setting.random, [limit](std::uint8_t v, std::uint16_t bits) {
    const std::uint8_t extreme = (bits & 1) != 0 ? 255 : 0;
    return bits < limit ? extreme : v;
  });
}

}  // namespace

std::vector<Operator> noise() {
  return {
      corruption("gaussian_noise", "Normal noise of one deviation everywhere.", gaussian_noise),
      corruption("shot_noise", "Poisson noise of few photons.", shot_noise),
      corruption("impulse_noise", "Values that are 0 or 255, each channel by itself.",
                 impulse_noise),
      corruption("speckle_noise", "Normal noise in proportion to each value.", speckle_noise),
  };
}

}  // namespace assay::stress::imagenet_c
