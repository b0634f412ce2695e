// SPDX-License-Identifier: Apache-2.0
#include "core/stress/operators/iso_noise.hpp"
#include "core/base/wide_vectors.hpp"

#include <array>
#include <cmath>

#include "core/stress/pixel_bytes.hpp"
#include "core/stress/pixel_planes.hpp"
#include "core/stress/random/poisson.hpp"

namespace assay::stress {
namespace {

constexpr std::size_t kPixels = PixelPlanes::kPixels;
constexpr std::size_t kNumbers = 65536;

struct Noise {
  std::array<float, kPixels> hue;    // in sixths of a turn
  std::array<float, kPixels> light;  // as parts of what is missing to white
};

// Whole numbers are compared and fractions only computed with, by value and without branches: so
// the compiler does several pixels at once.

int larger(int a, int b) {
  return a > b ? a : b;
}

int smaller(int a, int b) {
  return a < b ? a : b;
}

/// `value` within 0 to 1.
float clamped(float value) {
  return (std::abs(value) - std::abs(value - 1) + 1) / 2;
}

std::uint8_t to_byte(float value) {
  return static_cast<std::uint8_t>(static_cast<int>(value));
}

/// Deviation of HLS's lightness over the image, full scale being 1.
double deviation_of_lightness(const image::PixelView& from) {
  double sum = 0;
  double squares = 0;
  PixelPlanes planes;
  const Bytes all = bytes_of(from);
  for (std::size_t begin = 0; begin < all.size(); begin += 3 * kPixels) {
    const std::size_t pixels = std::min(kPixels, (all.size() - begin) / 3);
    planes.split(all.data() + begin, pixels);
    const auto& [red, green, blue] = planes;
    int part = 0;
    int part_squares = 0;
    for (std::size_t i = 0; i < pixels; ++i) {
      const int r = red[i];
      const int g = green[i];
      const int b = blue[i];
      const int twice = larger(larger(r, g), b) + smaller(smaller(r, g), b);
      part += twice;
      part_squares += twice * twice;
    }
    sum += part;
    squares += part_squares;
  }
  const double count = static_cast<double>(all.size()) / 3;
  const double variance = squares / count - sum / count * (sum / count);
  return std::sqrt(std::max(variance, 0.0)) / 510;
}

/// Each colour to hue, lightness and saturation (HLS's double cone), the noise, and back.
void add_noise(PixelPlanes& planes, const Noise& noise, std::size_t pixels) {
  auto& [red, green, blue] = planes;
  for (std::size_t i = 0; i < pixels; ++i) {
    const int r = red[i];
    const int g = green[i];
    const int b = blue[i];
    const int high = larger(larger(r, g), b);
    const int low = smaller(smaller(r, g), b);
    const int chroma = high - low;
    const int is_red = high == r ? -1 : 0;  // as a mask
    const int is_green = (high == g ? -1 : 0) & ~is_red;
    const int is_blue = ~(is_red | is_green);
    const int around = (is_red & (g - b)) | (is_green & (b - r)) | (is_blue & (r - g));
    const float hue = static_cast<float>((is_green & 2) | (is_blue & 4)) +
                      static_cast<float>(around) / static_cast<float>(larger(chroma, 1));
    const float turns = (hue + noise.hue[i]) * (1 / 6.0F) + 8;  // above 0: a cast rounds down
    const float h = (turns - static_cast<float>(static_cast<int>(turns))) * 6;

    const float light = static_cast<float>(high + low) / 2;
    const float lit = light + noise.light[i] * (255 - light);
    // The largest chroma of that lightness, before and after.
    const int room = 255 - larger(high + low - 255, 255 - high - low);
    const float new_room = 255 - std::abs(2 * lit - 255);
    const float new_chroma =
        static_cast<float>(chroma) * new_room / static_cast<float>(larger(room, 1));
    const float base = lit - new_chroma / 2 + 0.5F;  // so that casts round to the nearest
    red[i] = to_byte(base + new_chroma * clamped(std::abs(h - 3) - 1));
    green[i] = to_byte(base + new_chroma * clamped(2 - std::abs(h - 2)));
    blue[i] = to_byte(base + new_chroma * clamped(2 - std::abs(h - 4)));
  }
}

/// Draws the noise of run after run.
class Grain {
 public:
  Grain(const Stream& random, double hue_deviation, std::span<const float> light)
      : hue_(random.branch(0)),
        light_(random.branch(1)),
        hue_scale_(static_cast<float>(6 * hue_deviation)),
        light_table_(light) {}

  void draw(std::size_t pixels, Noise& noise) {
    const auto normal = normal_table();
    const std::span<std::uint16_t> bits = std::span(bits_).first(pixels);
    hue_.fill_bits(bits);
    for (std::size_t i = 0; i < pixels; ++i) noise.hue[i] = normal[bits[i]] * hue_scale_;
    light_.fill_bits(bits);
    for (std::size_t i = 0; i < pixels; ++i) noise.light[i] = light_table_[bits[i]];
  }

 private:
  Stream hue_;
  Stream light_;
  float hue_scale_;
  std::span<const float> light_table_;
  std::array<std::uint16_t, kPixels> bits_{};
};

void apply_grain(Grain grain, const image::PixelView& from, const image::MutablePixelView& to) {
  PixelPlanes planes;
  Noise noise;
  const Bytes in = bytes_of(from);
  const MutableBytes out = bytes_of(to);
  for (std::size_t begin = 0; begin < in.size(); begin += 3 * kPixels) {
    const std::size_t pixels = std::min(kPixels, (in.size() - begin) / 3);
    planes.split(in.data() + begin, pixels);
    grain.draw(pixels, noise);
    add_noise(planes, noise, pixels);
    planes.merge(pixels, out.data() + begin);
  }
}

}  // namespace

void add_iso_noise(const IsoNoise& noise, const image::PixelView& from,
                   const image::MutablePixelView& to, Workspace& workspace) {
  const auto light = workspace.lease<float>(kNumbers);
  run_in_wide_vectors([&] {
    fill_poisson_quantiles(255 * noise.intensity * deviation_of_lightness(from), light.span());
    for (float& grains : light.span()) grains = std::min(grains / 255, 1.0F);
    apply_grain(Grain(noise.random, noise.hue_deviation, light.span()), from, to);
  });
}

Effect iso_noise(const Values& values, const Setting& setting) {
  const double intensity = values.real("iso_intensity");
  if (intensity == 0) return Unchanged{};
  const IsoNoise noise{intensity, values.real("iso_color_shift") * intensity, setting.random};
  return Filter{[noise](const image::PixelView& from, const image::MutablePixelView& to,
                        Workspace& workspace) { add_iso_noise(noise, from, to, workspace); },
                0,
                {}};
}

}  // namespace assay::stress
