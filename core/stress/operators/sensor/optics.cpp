// SPDX-License-Identifier: Apache-2.0
// Blurs by the point spread functions of cameras: what becomes of a point of light. They are
// integrated over pixels, so that they go over into no blur at all.
#include <algorithm>
#include <cmath>

#include "core/stress/filter/low_rank_blur.hpp"
#include "core/stress/filter/span_blur.hpp"
#include "core/stress/operators/sensor/family.hpp"

namespace assay::stress::sensor {
namespace {

constexpr double kBlurError = 2.0 / 255;  // of full scale, for the worst image that there can be

/// Airy's pattern: (2 J1(v) / v)^2, where v is 3.8317 at its first dark ring. Born, Wolf:
/// Principles of optics, 8.5.2.
double airy(double v) {
  const double amplitude = v < 1e-6 ? 1 : 2 * ::j1(v) / v;
  return amplitude * amplitude;
}

/// Mean of the pattern over a pixel.
double airy_over_pixel(int x, int y, double scale) {
  // Rings are narrower than pixels where scale, in v for each pixel, is large.
  const int samples = std::clamp(static_cast<int>(2 * scale), 4, 64);
  double sum = 0;
  for (int i = 0; i < samples; ++i) {
    for (int j = 0; j < samples; ++j) {
      const double dx = x + (i + 0.5) / samples - 0.5;
      const double dy = y + (j + 0.5) / samples - 0.5;
      sum += airy(std::hypot(dx, dy) * scale);
    }
  }
  return sum / (samples * samples);
}

SymmetricKernel airy_kernel(double first_ring) {
  constexpr double kFirstZero = 3.8317;
  constexpr double kFourthZero = 13.3237;  // inside of which is 95 % of the light
  const int reach = static_cast<int>(std::ceil(first_ring * kFourthZero / kFirstZero));
  SymmetricKernel kernel;
  kernel.side = 2 * reach + 1;
  const auto side = static_cast<std::size_t>(kernel.side);
  kernel.weights.resize(side * side);
  const auto weight = [&](int x, int y) -> float& {
    return kernel
        .weights[static_cast<std::size_t>(y + reach) * side + static_cast<std::size_t>(x + reach)];
  };
  double sum = 0;
  for (int y = 0; y <= reach; ++y) {
    for (int x = y; x <= reach; ++x) {
      const auto value = static_cast<float>(airy_over_pixel(x, y, kFirstZero / first_ring));
      for (const int sx : {-x, x}) {
        for (const int sy : {-y, y}) weight(sx, sy) = weight(sy, sx) = value;
      }
    }
  }
  for (const float value : kernel.weights) sum += double{value};
  for (float& value : kernel.weights) value = static_cast<float>(value / sum);
  return kernel;
}

Effect circular_aperture(const Values& values, const Setting&) {
  const double first_ring = values.real("airy_radius");
  if (first_ring <= 0) return Unchanged{};
  return Filter{[terms = terms_of(airy_kernel(std::max(first_ring, 0.01)), kBlurError)](
                    const image::PixelView& from, const image::MutablePixelView& to,
                    Workspace& workspace) { blur_by_terms(terms, from, to, workspace); },
                0,
                {}};
}

/// Of variance `deviation` squared to the last bit, however small that is: exp(-t) I_n(t).
/// Lindeberg: Scale-space for discrete signals (PAMI 1990).
std::vector<float> discrete_normal(double deviation) {
  const double t = deviation * deviation;
  const int reach = static_cast<int>(std::ceil(4 * deviation)) + 1;
  std::vector<double> weights;
  double sum = 0;
  for (int i = -reach; i <= reach; ++i) {
    const double weight = std::exp(-t) * std::cyl_bessel_i(std::abs(i), t);
    weights.push_back(weight);
    sum += weight;
  }
  std::vector<float> kernel(weights.size());
  std::transform(weights.begin(), weights.end(), kernel.begin(),
                 [sum](double weight) { return static_cast<float>(weight / sum); });
  return kernel;
}

Effect jitter(const Values& values, const Setting&) {
  const double x = values.real("jitter_x");
  const double y = values.real("jitter_y");
  if (x <= 0 && y <= 0) return Unchanged{};
  return Filter{
      [term = KernelTerm{discrete_normal(x), discrete_normal(y)}](
          const image::PixelView& from, const image::MutablePixelView& to, Workspace& workspace) {
        blur_by_terms({&term, 1}, from, to, workspace);
      },
      0,
      {}};
}

/// A disc has a variance of radius^2 / 4 along each axis; pixels add 1 / 12 where it is cut into
/// them, which a disc that is as much smaller makes up for.
SpanKernel defocus_disc(double radius) {
  SpanKernel kernel = disc(std::sqrt(radius * radius - 1.0 / 3));
  const auto sum = static_cast<float>(total(kernel));
  for (KernelSpan& span : kernel) span.weight /= sum;
  return kernel;
}

Effect defocus(const Values& values, const Setting&) {
  const double radius = values.real("radius");
  if (radius <= 0) return Unchanged{};
  // A disc of less than three pixels has no shape to speak of: only its variance counts.
  constexpr double kSmall = 1.4142;
  if (radius < kSmall) {
    const auto aside = static_cast<float>(radius * radius / 8);
    const std::vector<float> kernel{aside, 1 - 2 * aside, aside};
    return Filter{
        [term = KernelTerm{kernel, kernel}](
            const image::PixelView& from, const image::MutablePixelView& to, Workspace& workspace) {
          blur_by_terms({&term, 1}, from, to, workspace);
        },
        0,
        {}};
  }
  return Filter{[kernel = defocus_disc(radius)](
                    const image::PixelView& from, const image::MutablePixelView& to,
                    Workspace& workspace) { blur_by_spans(kernel, 0.5F, from, to, workspace); },
                0,
                {}};
}

}  // namespace

std::vector<Operator> optics() {
  using enum AxisType;
  return {
      {"CircularAperture",
       Category::sensor,
       "Diffraction at a round aperture: Airy's pattern, up to its fourth dark ring.",
       {with_legal(strength("airy_radius", real, {0, 5}, 0, "px",
                            "radius of the first dark ring: 1.22 wavelength f-number"),
                   0, 20)},
       circular_aperture},
      {"Defocus",
       Category::sensor,
       "A lens out of focus: points become discs.",
       {with_legal(strength("radius", real, {0, 10}, 0, "px", "of the disc"), 0, 100)},
       defocus},
      {"Jitter",
       Category::sensor,
       "A camera that vibrates while it exposes: points become normally distributed.",
       {with_legal(strength("jitter_x", real, {0, 5}, 0, "px", "root mean square, sideways"), 0,
                   20),
        with_legal(strength("jitter_y", real, {0, 5}, 0, "px", "root mean square, up and down"), 0,
                   20)},
       jitter},
  };
}

}  // namespace assay::stress::sensor
