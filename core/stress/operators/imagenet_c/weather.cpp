// SPDX-License-Identifier: Apache-2.0
// What comes between the camera and the scene.
#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "core/stress/matrix.hpp"
#include "core/stress/operators/imagenet_c/family.hpp"
#include "core/stress/operators/imagenet_c/half_normal_line.hpp"
#include "core/stress/pixel_bytes.hpp"
#include "core/stress/random/plasma.hpp"

namespace assay::stress::imagenet_c {
namespace {

struct Fog {
  float amount = 0;
  double decay = 0;
};

Effect fog(const Values& values, const Setting& setting) {
  static constexpr BySeverity<Fog> kFog{{{1.5F, 2}, {2, 2}, {2.5F, 1.7}, {2.5F, 1.5}, {3, 1.4}}};
  const Fog* chosen_fog = chosen(kFog, values);
  if (chosen_fog == nullptr) return Unchanged{};
  return Filter{
      [fog = *chosen_fog, start = setting.random](
          const image::PixelView& from, const image::MutablePixelView& to, Workspace& workspace) {
        const auto in = bytes_of(from);
        const auto out = bytes_of(to);
        const auto cloud = workspace.lease<float>(in.size() / 3);
        Stream random = start;
        fill_plasma(fog.decay, random, from.size, cloud.span(), workspace);
        // Scaled so that the brightest pixel under the thickest fog is as bright as it was.
        const float brightest = static_cast<float>(*std::max_element(in.begin(), in.end())) / 255;
        const float scale = brightest / (brightest + fog.amount);
        for (std::size_t i = 0; i < cloud.span().size(); ++i) {
          const float added = fog.amount * 255 * scale * cloud[i];
          for (std::size_t c = 3 * i; c < 3 * i + 3; ++c) {
            out[c] = cut_to_byte(static_cast<float>(in[c]) * scale + added);
          }
        }
      },
      0,
      {}};
}

struct Snow {
  float mean = 0;  // of the layer's noise
  float deviation = 0;
  double zoom = 0;      // size of flakes in pixels
  float threshold = 0;  // what is less is no flake
  int taps = 0;         // of the blur along which they fall
  double blur = 0;
  float kept = 0;  // of the image's colours; the rest is brightened
};

/// Flakes, falling.
void fill_flakes(const Snow& snow, Stream& random, image::Size size, MutableBytes out,
                 Workspace& workspace) {
  const auto shrunk = [&](std::int64_t side) {
    return static_cast<std::int64_t>(std::ceil(static_cast<double>(side) / snow.zoom));
  };
  const image::Size small{shrunk(size.width), shrunk(size.height)};
  const auto seeds = workspace.lease<float>(static_cast<std::size_t>(small.width * small.height));
  const auto layer = workspace.lease<float>(out.size());
  const auto flakes = workspace.lease<std::uint8_t>(out.size());
  const ShiftedSum fall{half_normal_line(snow.taps, snow.blur, random.uniform(-135, -45)),
                        ShiftedSum::Beyond::repeated};
  random.fill_normal(seeds.span());
  for (float& seed : seeds.span()) seed = snow.mean + snow.deviation * seed;
  cv::Mat enlarged = matrix_over(layer.span(), size);
  cv::resize(matrix_over(seeds.span(), small), enlarged, enlarged.size(), 0, 0, cv::INTER_LINEAR);
  for (std::size_t i = 0; i < out.size(); ++i) {
    flakes[i] = layer[i] < snow.threshold ? 0 : cut_to_byte(layer[i] * 255);
  }
  shifted_sum(fall, {std::as_bytes(flakes.span()), size, image::PixelFormat::gray},
              {std::as_writable_bytes(out), size, image::PixelFormat::gray}, workspace);
}

void apply_snow(const Snow& snow, const Stream& start, const image::PixelView& from,
                const image::MutablePixelView& to, Workspace& workspace) {
  const auto in = bytes_of(from);
  const auto out = bytes_of(to);
  const std::size_t pixels = in.size() / 3;
  const auto flakes = workspace.lease<std::uint8_t>(pixels);
  Stream random = start;
  fill_flakes(snow, random, from.size, flakes.span(), workspace);
  for (std::size_t i = 0; i < pixels; ++i) {
    const std::uint8_t* pixel = in.data() + 3 * i;
    const float gray = 0.299F * static_cast<float>(pixel[0]) +
                       0.587F * static_cast<float>(pixel[1]) +
                       0.114F * static_cast<float>(pixel[2]);
    const float bright = gray * 1.5F + 127.5F;
    // The same flakes again, turned by half a turn.
    const int fallen = flakes[i] + flakes[pixels - 1 - i];
    for (std::size_t c = 0; c < 3; ++c) {
      const auto value = static_cast<float>(pixel[c]);
      const float whitened = snow.kept * value + (1 - snow.kept) * std::max(value, bright);
      out[3 * i + c] = cut_to_byte(whitened + static_cast<float>(fallen));
    }
  }
}

Effect snow(const Values& values, const Setting& setting) {
  static constexpr BySeverity<Snow> kSnow{{{0.1F, 0.3F, 3, 0.5F, 21, 4, 0.8F},
                                           {0.2F, 0.3F, 2, 0.5F, 25, 4, 0.7F},
                                           {0.55F, 0.3F, 4, 0.9F, 25, 8, 0.7F},
                                           {0.55F, 0.3F, 4.5, 0.85F, 25, 8, 0.65F},
                                           {0.55F, 0.3F, 2.5, 0.85F, 25, 12, 0.55F}}};
  const Snow* chosen_snow = chosen(kSnow, values);
  if (chosen_snow == nullptr) return Unchanged{};
  return Filter{[chosen_snow, start = setting.random](
                    const image::PixelView& from, const image::MutablePixelView& to,
                    Workspace& workspace) { apply_snow(*chosen_snow, start, from, to, workspace); },
                0,
                {}};
}

}  // namespace

std::vector<Operator> weather() {
  return {
      corruption("snow", "Flakes that fall, on a brightened image.", snow),
      corruption("fog", "A fractal cloud laid over the image.", fog),
  };
}

}  // namespace assay::stress::imagenet_c
