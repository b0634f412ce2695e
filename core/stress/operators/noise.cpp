// SPDX-License-Identifier: Apache-2.0
// Noise. Whatever its strength, an image meets the same random numbers, scaled: so what it does
// grows smoothly. They are looked up by 16 random bits for each value.
#include <array>
#include <cmath>

#include "core/stress/operators/families.hpp"
#include "core/stress/operators/iso_noise.hpp"
#include "core/stress/pixel_runs.hpp"
#include "core/stress/random/dithering.hpp"
#include "core/stress/random/poisson.hpp"

namespace assay::stress {
namespace {

constexpr std::size_t kNumbers = 65536;  // of 16 bits

/// Calls `of(in, bits, out)` with runs of values and as many random numbers.
template <class Function>
void for_each_noisy_run(Stream random, const image::PixelView& from,
                        const image::MutablePixelView& to, Function of) {
  std::array<std::uint16_t, 3 * kRunPixels> bits;
  for_each_run(from, to, [&](Bytes in, MutableBytes out) {
    const std::span<std::uint16_t> drawn = std::span(bits).first(in.size());
    random.fill_bits(drawn);
    of(in, std::span<const std::uint16_t>(drawn), out);
  });
}

/// Normal noise as whole numbers, by 16 random bits.
void fill_normal_noise(double mean, double deviation, std::span<std::int16_t, kNumbers> noise) {
  const auto scale = static_cast<float>(DitheredNormal(mean).before_rounding(deviation));
  const auto normal = normal_table();
  for (std::size_t i = 0; i < noise.size(); ++i) {
    const float x = static_cast<float>(mean) + scale * normal[i];
    const int fixed = static_cast<int>(x * 65536) + dither_bits(static_cast<std::uint16_t>(i));
    noise[i] = static_cast<std::int16_t>(fixed >> 16);
  }
}

Effect gaussian_noise(const Values& values, const Setting& setting) {
  const double deviation = std::sqrt(values.real("gauss_noise_var"));
  const double mean = values.real("gauss_noise_mean");
  if (deviation == 0 && mean == 0) return Unchanged{};
  Filter filter;
  filter.apply = [deviation, mean, random = setting.random](const image::PixelView& from,
                                                            const image::MutablePixelView& to,
                                                            Workspace& workspace) {
    const auto table = workspace.lease<std::int16_t>(kNumbers);
    fill_normal_noise(mean, deviation, table.span().first<kNumbers>());
    for_each_noisy_run(random, from, to, [&](Bytes in, auto bits, MutableBytes out) {
      std::array<std::int16_t, 3 * kRunPixels> noise;
      for (std::size_t i = 0; i < in.size(); ++i) noise[i] = table[bits[i]];
      for (std::size_t i = 0; i < in.size(); ++i) {
        const int sum = in[i] + noise[i];
        out[i] = static_cast<std::uint8_t>(std::clamp(sum, 0, 255));
      }
    });
  };
  return filter;
}

/// A byte for each pixel of a run, and the same for each of its values.
struct PixelMask {
  std::array<std::uint8_t, kRunPixels> pixels;
  std::array<std::uint8_t, 3 * kRunPixels> values;

  void spread(std::size_t count) {
    const cv::Mat one = row_over(Bytes(pixels).first(count), 1);
    const std::array<cv::Mat, 3> three{one, one, one};
    cv::Mat merged = row_over(Bytes(values).first(3 * count));
    cv::merge(three.data(), three.size(), merged);
  }
};

/// A pixel turns white or black where its number is below the amount: a larger amount turns those
/// of a smaller one, and more.
Effect salt_pepper(const Values& values, const Setting& setting) {
  const auto turned = static_cast<unsigned>(std::lround(values.real("amount") * 32768));
  if (turned == 0) return Unchanged{};
  Filter filter;
  filter.apply = [turned, random = setting.random](const image::PixelView& from,
                                                   const image::MutablePixelView& to, Workspace&) {
    Stream stream = random;
    PixelMask kept;
    PixelMask set;
    for_each_run(from, to, [&](Bytes in, MutableBytes out) {
      std::array<std::uint16_t, kRunPixels> bits;
      const std::size_t pixels = in.size() / 3;
      stream.fill_bits(std::span(bits).first(pixels));
      for (std::size_t i = 0; i < pixels; ++i) {
        const bool turns = (bits[i] >> 1U) < turned;
        kept.pixels[i] = turns ? 0 : 255;
        set.pixels[i] = turns && bits[i] % 2 != 0 ? 255 : 0;
      }
      kept.spread(pixels);
      set.spread(pixels);
      for (std::size_t i = 0; i < in.size(); ++i) {
        out[i] = static_cast<std::uint8_t>((in[i] & kept.values[i]) | set.values[i]);
      }
    });
  };
  return filter;
}

Effect speckle(const Values& values, const Setting& setting) {
  const double deviation = values.real("deviation");
  if (deviation == 0) return Unchanged{};
  std::array<float, 256> scale;  // of each value's noise
  const DitheredNormal rounding;
  for (std::size_t v = 0; v < scale.size(); ++v) {
    scale[v] = static_cast<float>(rounding.before_rounding(deviation * static_cast<double>(v)));
  }
  Filter filter;
  filter.apply = [scale, random = setting.random](const image::PixelView& from,
                                                  const image::MutablePixelView& to, Workspace&) {
    const auto normal = normal_table();
    for_each_noisy_run(random, from, to, [&](Bytes in, auto bits, MutableBytes out) {
      std::array<float, 3 * kRunPixels> noise;
      for (std::size_t i = 0; i < in.size(); ++i) noise[i] = normal[bits[i]] * scale[in[i]];
      for (std::size_t i = 0; i < in.size(); ++i) {
        const float sum = static_cast<float>(in[i]) + noise[i] + dither(bits[i]);
        out[i] = static_cast<std::uint8_t>(std::clamp(static_cast<int>(sum), 0, 255));
      }
    });
  };
  return filter;
}

constexpr std::size_t kOutcomes = 4096;  // as finely as Poisson's probabilities are told apart

/// What each value becomes, by kOutcomes equally likely cases: photons counted and scaled back.
void fill_photon_table(double photons_of_white, std::span<std::uint8_t, 256 * kOutcomes> table) {
  std::array<float, kOutcomes> counts;
  const DitheredNormal rounding;
  for (std::size_t v = 0; v < 256; ++v) {
    const auto value = static_cast<double>(v);
    const double photons = value / 255 * photons_of_white;
    const double deviation = 255 * std::sqrt(photons) / photons_of_white;
    const double shrink = v == 0 ? 0 : rounding.before_rounding(deviation) / deviation;
    const auto gain = static_cast<float>(shrink * 255 / photons_of_white);
    const auto offset = static_cast<float>(value * (1 - shrink));
    fill_poisson_quantiles(photons, counts);
    std::uint8_t* row = &table[v * kOutcomes];
    for (std::size_t i = 0; i < kOutcomes; ++i) {
      const float x = offset + gain * counts[i] + dither(static_cast<std::uint16_t>(i));
      row[i] = static_cast<std::uint8_t>(std::clamp(static_cast<int>(x), 0, 255));
    }
  }
}

Effect shot_noise(const Values& values, const Setting& setting) {
  const double deviation = values.real("deviation");
  if (deviation == 0) return Unchanged{};
  const double photons_of_white = 1 / (deviation * deviation);
  Filter filter;
  filter.apply = [photons_of_white, random = setting.random](const image::PixelView& from,
                                                             const image::MutablePixelView& to,
                                                             Workspace& workspace) {
    const auto table = workspace.lease<std::uint8_t>(256 * kOutcomes);
    fill_photon_table(photons_of_white, table.span().first<256 * kOutcomes>());
    for_each_noisy_run(random, from, to, [&](Bytes in, auto bits, MutableBytes out) {
      for (std::size_t i = 0; i < in.size(); ++i) {
        out[i] = table[in[i] * kOutcomes + bits[i] / (kNumbers / kOutcomes)];
      }
    });
  };
  return filter;
}

}  // namespace

std::vector<Operator> noise_operators() {
  using enum AxisType;
  return {
      {"GaussianNoise",
       Category::noise,
       "Adds normal noise to each value.",
       {with_legal(strength("gauss_noise_var", real, {0, 10}, 0, "", "variance"), 0, 65025),
        not_searched(
            with_legal(strength("gauss_noise_mean", real, {-10, 10}, 0, "", "mean"), -255, 255))},
       gaussian_noise},
      {"ISONoise",
       Category::noise,
       "Hues that waver, and grains of light that brighten: a sensor at a high gain. Without a "
       "colour shift the grains stay, unless the intensity is 0.",
       {strength("iso_color_shift", real, {0, 1}, 0, "turns", "deviation of hues at intensity 1"),
        not_searched(number("iso_intensity", real, {0, 1}, 0.5, "",
                            "of the hues' noise and of the grains"))},
       iso_noise},
      {"SaltPepper",
       Category::noise,
       "Turns pixels white or black.",
       {with_legal(strength("amount", real, {0, 0.3}, 0, "of all pixels", "how many turn"), 0, 1)},
       salt_pepper},
      {"Speckle",
       Category::noise,
       "Multiplies each value by normal noise around 1.",
       {with_legal(strength("deviation", real, {0, 0.6}, 0, "of the value", "of the noise"), 0, 4)},
       speckle},
      {"ShotNoise",
       Category::noise,
       "The noise of counted photons (Poisson's), of which there are 1 / deviation^2 in white.",
       {with_legal(
           strength("deviation", real, {0, 0.6}, 0, "of full scale", "of the noise in white"), 0,
           2)},
       shot_noise},
  };
}

}  // namespace assay::stress
