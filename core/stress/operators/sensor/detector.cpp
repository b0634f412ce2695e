// SPDX-License-Identifier: Apache-2.0
// What becomes of light in the detector.
#include <algorithm>
#include <cmath>
#include <cstring>
#include <memory>
#include <opencv2/imgproc.hpp>
#include <optional>

#include "core/stress/filter/mirror.hpp"
#include "core/stress/linear_light.hpp"
#include "core/stress/matrix.hpp"
#include "core/stress/operators/sensor/family.hpp"
#include "core/stress/pixel_bytes.hpp"
#include "core/stress/random/poisson.hpp"

namespace assay::stress::sensor {
namespace {

/// All in parts of white.
struct Noise {
  std::optional<PoissonTable> shot;  // counts for each value
  float count = 0;                   // what one is worth
  float read = 0;                    // deviation of what each value gets
  float banding = 0;                 // deviation of what each row gets
};

void add_noise(const Noise& noise, const Stream& start, const image::PixelView& from,
               const image::MutablePixelView& to, Workspace& workspace) {
  const LinearLight& srgb = LinearLight::srgb();
  const std::size_t length = 3 * static_cast<std::size_t>(from.size.width);
  const auto bits = workspace.lease<std::uint16_t>(length);
  const auto read = workspace.lease<float>(length);
  // Three streams: one kind of noise does not change with the amount of another.
  Stream shot_random = start.branch(0);
  Stream read_random = start.branch(1);
  Stream row_random = start.branch(2);
  std::fill(read.span().begin(), read.span().end(), 0.0F);
  for (std::int64_t y = 0; y < from.size.height; ++y) {
    const std::uint8_t* in = bytes_of(from).data() + static_cast<std::size_t>(y) * length;
    std::uint8_t* out = bytes_of(to).data() + static_cast<std::size_t>(y) * length;
    const float offset = noise.banding * static_cast<float>(row_random.normal());
    if (noise.read > 0) read_random.fill_normal(read.span());
    if (noise.shot) shot_random.fill_bits(bits.span());
    for (std::size_t i = 0; i < length; ++i) {
      const float light = noise.shot
                              ? noise.count * static_cast<float>(noise.shot->draw(in[i], bits[i]))
                              : srgb.light(in[i]);
      out[i] = srgb.byte(light + noise.read * read[i] + offset);
    }
  }
}

Noise detector_noise_of(const Values& values) {
  const LinearLight& srgb = LinearLight::srgb();
  const double full_well = values.real("full_well");
  const double gain = std::exp2(values.real("exposure_stops"));
  const double white = full_well / gain;  // in electrons
  const double read = values.real("read_noise");
  Noise noise;
  noise.read = static_cast<float>(std::sqrt(read * read + values.real("dark_current")) / white);
  noise.banding = static_cast<float>(values.real("banding") / white);
  if (gain > 1) {
    // The image has the shot noise of its own exposure already: what is missing is the rest.
    constexpr double kMost = 1e8;  // of which the noise is below any step of a byte
    const double counts = std::min(full_well / (gain - 1), kMost);
    PoissonTable::Means means;
    for (std::size_t v = 0; v < means.size(); ++v) {
      means[v] = double{srgb.light(static_cast<std::uint8_t>(v))} * counts;
    }
    noise.shot.emplace(means);
    noise.count = static_cast<float>(1 / counts);
  }
  return noise;
}

Effect detector_noise(const Values& values, const Setting& setting) {
  auto noise = std::make_shared<const Noise>(detector_noise_of(values));
  if (!noise->shot && noise->read == 0 && noise->banding == 0) return Unchanged{};
  return Filter{[noise = std::move(noise), random = setting.random](
                    const image::PixelView& from, const image::MutablePixelView& to,
                    Workspace& workspace) { add_noise(*noise, random, from, to, workspace); },
                0,
                {}};
}

Effect dead_pixels(const Values& values, const Setting& setting) {
  const std::int64_t pixels = setting.size.width * setting.size.height;
  const auto count = std::llround(values.real("amount") * static_cast<double>(pixels));
  if (count == 0) return Unchanged{};
  return Filter{
      [count, pixels, start = setting.random](
          const image::PixelView& from, const image::MutablePixelView& to, Workspace& workspace) {
        std::memcpy(to.bytes.data(), from.bytes.data(), image::byte_size(from.size, from.format));
        const auto defect = workspace.lease<bool>(static_cast<std::size_t>(pixels));
        std::fill(defect.span().begin(), defect.span().end(), false);
        Stream random = start;
        for (std::int64_t left = count; left > 0;) {
          const std::int64_t drawn = random.between(0, 2 * pixels - 1);
          const auto at = static_cast<std::size_t>(drawn / 2);
          if (std::exchange(defect[at], true)) continue;
          std::memset(to.bytes.data() + 3 * at, drawn % 2 == 0 ? 0 : 255, 3);
          --left;
        }
      },
      0,
      {}};
}

constexpr std::int64_t kMargin = 2;  // a whole cell of the mosaic, which borders therefore continue

/// One colour for each pixel: red, green / green, blue in cells of two by two.
void make_mosaic(const image::PixelView& from, cv::Mat& mosaic) {
  const std::uint8_t* in = bytes_of(from).data();
  for (int y = 0; y < mosaic.rows; ++y) {
    const std::int64_t row = mirrored(y - kMargin, from.size.height) * from.size.width;
    auto* out = mosaic.ptr<std::uint8_t>(y);
    for (int x = 0; x < mosaic.cols; ++x) {
      const int color = y % 2 + x % 2;  // the margin is even
      out[x] = in[3 * (row + mirrored(x - kMargin, from.size.width)) + color];
    }
  }
}

void apply_bayer(const image::PixelView& from, const image::MutablePixelView& to,
                 Workspace& workspace) {
  const image::Size wide{from.size.width + 2 * kMargin, from.size.height + 2 * kMargin};
  const auto count = static_cast<std::size_t>(wide.width * wide.height);
  const auto mosaic_lease = workspace.lease<std::uint8_t>(count);
  const auto color_lease = workspace.lease<std::uint8_t>(3 * count);
  cv::Mat mosaic = matrix_over(mosaic_lease.span(), wide);
  cv::Mat colors = matrix_over(color_lease.span(), wide, 3);
  make_mosaic(from, mosaic);
  cv::cvtColor(mosaic, colors, cv::COLOR_BayerBG2RGB);  // named by the second row, from its second
  const cv::Rect inside(int{kMargin}, int{kMargin}, static_cast<int>(from.size.width),
                        static_cast<int>(from.size.height));
  cv::Mat out = matrix_over(to);
  colors(inside).copyTo(out);
  require_written(out, to);
}

Effect bayer(const Values& values, const Setting&) {
  if (!values.flag("bayer")) return Unchanged{};
  return Filter{apply_bayer, 1, {}};  // a single pixel spreads to those beside it
}

Effect downscale(const Values& values, const Setting&) {
  const double factor = values.real("factor");
  if (factor <= 1) return Unchanged{};
  return Filter{
      [factor](const image::PixelView& from, const image::MutablePixelView& to,
               Workspace& workspace) {
        const auto shrunk = [&](std::int64_t side) {
          return std::max<std::int64_t>(1, std::llround(static_cast<double>(side) / factor));
        };
        const image::Size size{shrunk(from.size.width), shrunk(from.size.height)};
        const auto pixels = workspace.lease<std::uint8_t>(image::byte_size(size, from.format));
        cv::Mat small = matrix_over(pixels.span(), size, 3);
        cv::resize(matrix_over(from), small, small.size(), 0, 0, cv::INTER_AREA);
        cv::Mat out = matrix_over(to);
        cv::resize(small, out, out.size(), 0, 0, cv::INTER_LINEAR);
        require_written(out, to);
      },
      factor / 2,
      {}};
}

}  // namespace

std::vector<Operator> detector() {
  using enum AxisType;
  return {
      {"DetectorNoise",
       Category::sensor,
       "Less light made up for by gain: shot noise of electrons, noise of dark current and of the "
       "read-out, and rows that are offset.",
       {with_legal(strength("exposure_stops", real, {0, 8}, 0, "stops", "light that is missing"), 0,
                   16),
        with_legal(strength("read_noise", real, {0, 50}, 0, "electrons", "root mean square"), 0,
                   10000),
        with_legal(strength("dark_current", real, {0, 500}, 0, "electrons",
                            "of each exposure; their mean is subtracted"),
                   0, 1e6),
        with_legal(strength("banding", real, {0, 50}, 0, "electrons", "root mean square of rows"),
                   0, 10000),
        not_searched(with_legal(number("full_well", real, {1000, 100000}, 10000, "electrons",
                                       "what white is without missing light"),
                                10, 1e6))},
       detector_noise},
      {"DeadPixels",
       Category::sensor,
       "Pixels that are always black or always white, half of them each.",
       {with_legal(strength("amount", real, {0, 0.01}, 0, "of the pixels", "how many"), 0, 0.5)},
       dead_pixels},
      {"Bayer",
       Category::sensor,
       "One colour of each pixel alone (RGGB), and the others from its neighbours.",
       {toggle("bayer", "a mosaic and back")},
       bayer},
      {"Downscale",
       Category::sensor,
       "Fewer and larger pixels, enlarged to what there were.",
       {with_legal(strength("factor", real, {1, 8}, 1, "px", "side of the larger pixels"), 1, 64)},
       downscale},
  };
}

}  // namespace assay::stress::sensor
