// SPDX-License-Identifier: Apache-2.0
// Blurs of a fixed kernel, and one of the other kind.
#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "core/stress/filter/span_blur.hpp"
#include "core/stress/matrix.hpp"
#include "core/stress/operators/imagenet_c/family.hpp"
#include "core/stress/operators/imagenet_c/half_normal_line.hpp"
#include "core/stress/pixel_bytes.hpp"

namespace assay::stress::imagenet_c {
namespace {

Effect gaussian_blur(const Values& values, const Setting&) {
  static constexpr BySeverity<double> kDeviation{1, 2, 3, 4, 6};
  const double* deviation = chosen(kDeviation, values);
  if (deviation == nullptr) return Unchanged{};
  return Filter{
      [deviation](const image::PixelView& from, const image::MutablePixelView& to, Workspace&) {
        cv::Mat out = matrix_over(to);
        blur_normally(*deviation, matrix_over(from), out);
        require_written(out, to);
      },
      0,
      {}};
}

struct Defocus {
  int radius = 0;
  bool softened = true;  // by a small normal blur
};

constexpr double kSoftening = 0.5;          // its deviation
constexpr double kSofteningAside = 0.1065;  // and the weight that its kernel gives to a neighbour

/// Pixels whose middle is in the disc. The reference softens its disc in an array that ends where
/// the largest discs do, and mirrors what would leave it: their ends weigh more.
SpanKernel defocus_kernel(const Defocus& defocus) {
  const int radius = defocus.radius;
  const auto half_height = [&](int column) {
    return static_cast<int>(std::sqrt(radius * radius - column * column));
  };
  SpanKernel kernel;
  for (int column = 0; column <= radius; ++column) {
    kernel.push_back({column, half_height(column), 1});
  }
  const double area = total(kernel);
  if (radius >= 8) {
    const auto aside = static_cast<float>(kSofteningAside);
    const int half = half_height(radius - 1);
    for (int column = 0; column <= half; ++column) {
      kernel.push_back({column, radius, aside});
      kernel.push_back({column, radius - 1, -aside});
    }
    // Not in row 0: the disc ends there, and loses what the mirror gives.
    kernel.push_back({radius, half, aside});
    kernel.push_back({radius, 0, -aside});
  }
  for (KernelSpan& span : kernel) span.weight /= static_cast<float>(area);
  return kernel;
}

Effect defocus_blur(const Values& values, const Setting&) {
  static constexpr BySeverity<Defocus> kDefocus{
      {{3, false}, {4, true}, {6, true}, {8, true}, {10, true}}};
  const Defocus* defocus = chosen(kDefocus, values);
  if (defocus == nullptr) return Unchanged{};
  return Filter{
      [softened = defocus->softened, kernel = defocus_kernel(*defocus)](
          const image::PixelView& from, const image::MutablePixelView& to, Workspace& workspace) {
        constexpr float kSlack = 0.0625F;  // lest what has one colour lose a level to rounding
        if (!softened) return blur_by_spans(kernel, kSlack, from, to, workspace);
        const auto soft = workspace.lease<std::uint8_t>(bytes_of(from).size());
        cv::Mat out = matrix_over(soft.span(), from.size, 3);
        cv::GaussianBlur(matrix_over(from), out, {3, 3}, kSoftening, kSoftening,
                         cv::BORDER_REFLECT_101);
        blur_by_spans(kernel, kSlack, {std::as_bytes(soft.span()), from.size, from.format}, to,
                      workspace);
      },
      0,
      {}};
}

struct Glass {
  double deviation = 0;  // of the blurs before and after
  int reach = 0;
  int rounds = 0;
  double carried = 0;  // how far nine of ten pixels come at most, as measured
};

/// Each pixel becomes one within reach, from the last to the first: some of these have become
/// others already, so that one can go far. The published images are made so, too, though the code
/// means to swap: of two overlapping views only one is read before it is written.
void scatter(const Glass& glass, Stream& random, image::Size size, std::span<std::uint32_t> pixels,
             std::span<std::uint16_t> bits) {
  const std::int64_t reach = glass.reach;
  const auto choices = static_cast<std::uint32_t>(4 * reach * reach);
  std::array<std::ptrdiff_t, 64> offsets{};  // x and y are each of -reach .. reach - 1
  for (std::int64_t i = 0; i < choices; ++i) {
    offsets.at(static_cast<std::size_t>(i)) =
        (i / (2 * reach) - reach) * size.width + i % (2 * reach) - reach;
  }
  for (std::int64_t y = size.height - reach; y > reach; --y) {
    random.fill_bits(bits);
    std::uint32_t* row = pixels.data() + y * size.width;
    for (std::int64_t x = size.width - reach; x > reach; --x) {
      row[x] = row[x + offsets[bits[static_cast<std::size_t>(x)] * choices >> 16]];
    }
  }
}

void apply_glass(const Glass& glass, const Stream& start, const image::PixelView& from,
                 const image::MutablePixelView& to, Workspace& workspace) {
  const auto count = static_cast<std::size_t>(from.size.width * from.size.height);
  const auto blurred = workspace.lease<std::uint8_t>(3 * count);
  const auto pixels = workspace.lease<std::uint32_t>(count);  // three bytes of each are used
  const auto bits = workspace.lease<std::uint16_t>(static_cast<std::size_t>(from.size.width));
  cv::Mat soft = matrix_over(blurred.span(), from.size, 3);
  blur_normally(glass.deviation, matrix_over(from), soft);
  for (std::size_t i = 0; i < count; ++i) {
    pixels[i] = blurred[3 * i] | std::uint32_t{blurred[3 * i + 1]} << 8 |
                std::uint32_t{blurred[3 * i + 2]} << 16;
  }
  Stream random = start;
  for (int round = 0; round < glass.rounds; ++round) {
    scatter(glass, random, from.size, pixels.span(), bits.span());
  }
  for (std::size_t i = 0; i < count; ++i) {
    for (unsigned c = 0; c < 3; ++c) {
      blurred[3 * i + c] = static_cast<std::uint8_t>(pixels[i] >> (8 * c));
    }
  }
  cv::Mat out = matrix_over(to);
  blur_normally(glass.deviation, soft, out);
  require_written(out, to);
}

Effect glass_blur(const Values& values, const Setting& setting) {
  static constexpr BySeverity<Glass> kGlass{
      {{0.7, 1, 2, 2}, {0.9, 2, 1, 2}, {1, 2, 3, 5}, {1.1, 3, 2, 6}, {1.5, 4, 2, 8}}};
  const Glass* glass = chosen(kGlass, values);
  if (glass == nullptr) return Unchanged{};
  return Filter{[glass, random = setting.random](
                    const image::PixelView& from, const image::MutablePixelView& to,
                    Workspace& workspace) { apply_glass(*glass, random, from, to, workspace); },
                glass->carried,
                {}};
}

struct Motion {
  int taps = 0;
  double deviation = 0;
};

Effect motion_blur(const Values& values, const Setting& setting) {
  static constexpr BySeverity<Motion> kMotion{{{21, 3}, {31, 5}, {31, 8}, {31, 12}, {41, 15}}};
  const Motion* motion = chosen(kMotion, values);
  if (motion == nullptr) return Unchanged{};
  Stream random = setting.random;
  constexpr double kSlack = 0.0625;  // lest what has one colour lose a level to rounding
  ShiftedSum sum{half_normal_line(motion->taps, motion->deviation, random.uniform(-45, 45)),
                 ShiftedSum::Beyond::repeated, kSlack};
  return Filter{
      [sum = std::move(sum)](const image::PixelView& from, const image::MutablePixelView& to,
                             Workspace& workspace) { shifted_sum(sum, from, to, workspace); },
      // Half of the length that has nearly all of the weight.
      std::min(motion->deviation, motion->taps / 2.0),
      {}};
}

}  // namespace

std::vector<Operator> blur() {
  return {
      corruption("gaussian_blur", "Normal blur.", gaussian_blur),
      corruption("defocus_blur", "Blur of a disc.", defocus_blur),
      corruption("glass_blur",
                 "Pixels taken from others nearby at random, between two normal blurs.",
                 glass_blur),
      corruption("motion_blur", "Blur along a line that leans by up to 45 degrees at random.",
                 motion_blur),
  };
}

}  // namespace assay::stress::imagenet_c
