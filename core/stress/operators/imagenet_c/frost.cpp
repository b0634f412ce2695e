// SPDX-License-Identifier: Apache-2.0
// Ice on a window. The reference lays one of five photographs over the image; here crystals are
// drawn instead, with the mean and deviation that each photograph has in each channel.
#include <algorithm>
#include <cmath>
#include <numbers>
#include <opencv2/imgproc.hpp>

#include "core/stress/matrix.hpp"
#include "core/stress/operators/imagenet_c/family.hpp"
#include "core/stress/pixel_bytes.hpp"

namespace assay::stress::imagenet_c {
namespace {

using Color = std::array<float, 3>;

struct Tint {
  Color mean;
  Color deviation;
};

// The second and third photographs are the same.
constexpr BySeverity<Tint> kTints{{{{77.7F, 149.1F, 165.7F}, {26.9F, 16.5F, 15.3F}},
                                   {{200.8F, 205.4F, 214.5F}, {21.4F, 22.1F, 22.6F}},
                                   {{200.8F, 205.4F, 214.5F}, {21.4F, 22.1F, 22.6F}},
                                   {{137.6F, 152.8F, 165.2F}, {28.5F, 28.5F, 29.9F}},
                                   {{112.4F, 123.4F, 134.8F}, {44.4F, 43.3F, 41.7F}}}};

/// A leaf of ice: pointed at both ends, with barbs that leave its stem at 60 degrees.
struct Leaf {
  float x = 0;  // of its root
  float y = 0;
  float cos = 1;
  float sin = 0;
  float length = 1;
  float half_width = 1;
  float brightness = 1;
  float barbs = 1;  // for each pixel along the stem
};

// By value and sparingly, so that compilers find no branches between rows and vectors.
float least(float a, float b) {
  return a < b ? a : b;
}
float most(float a, float b) {
  return a > b ? a : b;
}

void draw_row(Leaf leaf, float x, float y, std::span<float> row) {
  constexpr float kSlope = 0.577F;  // of barbs: 1 / tan 60 degrees
  constexpr float kOffset = 64;     // keeps phases positive
  const float taper = 4 * leaf.half_width / leaf.length;
  const float dy = y - leaf.y;
  for (std::size_t i = 0; i < row.size(); ++i) {
    const float dx = x + static_cast<float>(static_cast<int>(i)) - leaf.x;
    const float along = dx * leaf.cos + dy * leaf.sin;
    const float aside = std::abs(dy * leaf.cos - dx * leaf.sin);
    const float half = least(taper * along, (leaf.length - along) * taper / 3);
    const float inside = half - aside + 0.5F;  // 1 or more: wholly; 0 or less: not at all
    const float phase = (along - kSlope * aside) * leaf.barbs + kOffset;
    const float ridge = std::abs(2 * (phase - static_cast<float>(static_cast<int>(phase))) - 1);
    const float stem = ((1 - aside) + std::abs(1 - aside)) / 2;  // max(0, 1 - aside)
    const float lit = leaf.brightness * (0.45F + 0.4F * ridge + 0.35F * stem);
    row[i] = most(row[i], least(inside * lit, lit));
  }
}

/// Columns of a row that the leaf may reach.
struct Columns {
  std::int64_t left = 0;
  std::int64_t right = 0;
};

Columns columns_in_row(const Leaf& leaf, float y, image::Size size) {
  const float reach = leaf.half_width + 1;
  float left = std::min(0.0F, leaf.length * leaf.cos) - reach;
  float right = std::max(0.0F, leaf.length * leaf.cos) + reach;
  if (std::abs(leaf.sin) > 0.01F) {
    const float middle = (y - leaf.y) * leaf.cos / leaf.sin;
    left = std::max(left, middle - reach / std::abs(leaf.sin));
    right = std::min(right, middle + reach / std::abs(leaf.sin));
  }
  const auto inside = [&](float x) {
    return static_cast<std::int64_t>(std::clamp(x, 0.0F, static_cast<float>(size.width)));
  };
  return {inside(leaf.x + left), inside(leaf.x + right + 1)};
}

void draw(const Leaf& leaf, image::Size size, std::span<float> ice) {
  const float tip = leaf.y + leaf.length * leaf.sin;
  const float reach = leaf.half_width + 1;
  const auto height = static_cast<float>(size.height);
  const auto top =
      static_cast<std::int64_t>(std::clamp(std::min(leaf.y, tip) - reach, 0.0F, height));
  const auto bottom =
      static_cast<std::int64_t>(std::clamp(std::max(leaf.y, tip) + reach + 1, 0.0F, height));
  for (std::int64_t y = top; y < bottom; ++y) {
    const auto [left, right] = columns_in_row(leaf, static_cast<float>(y), size);
    if (right <= left) continue;
    draw_row(leaf, static_cast<float>(left), static_cast<float>(y),
             ice.subspan(static_cast<std::size_t>(y * size.width + left),
                         static_cast<std::size_t>(right - left)));
  }
}

/// Stars of leaves, as many as cover the image about twice. `scale` is that of the photographs.
void draw_stars(double scale, Stream& random, image::Size size, std::span<float> ice) {
  const auto width = static_cast<double>(size.width);
  const auto height = static_cast<double>(size.height);
  const double margin = 30 * scale;
  const double area = (width + 2 * margin) * (height + 2 * margin);
  const auto stars = static_cast<std::int64_t>(area / (scale * scale * 260)) + 1;
  for (std::int64_t i = 0; i < stars; ++i) {
    Leaf leaf;
    leaf.x = static_cast<float>(random.uniform(-margin, width + margin));
    leaf.y = static_cast<float>(random.uniform(-margin, height + margin));
    const double size_of_star = std::exp(random.uniform(std::log(10.0), std::log(60.0))) * scale;
    double angle = random.uniform(0, 2 * std::numbers::pi);
    for (auto leaves = random.between(2, 5); leaves > 0; --leaves) {
      angle += random.uniform(0.15, 0.7);
      leaf.cos = static_cast<float>(std::cos(angle));
      leaf.sin = static_cast<float>(std::sin(angle));
      leaf.length = static_cast<float>(size_of_star * random.uniform(0.6, 1.2));
      leaf.half_width = leaf.length * static_cast<float>(random.uniform(0.05, 0.14));
      leaf.brightness = static_cast<float>(random.uniform(0.3, 0.9));
      leaf.barbs = static_cast<float>(random.uniform(0.25, 0.5) / scale);
      draw(leaf, size, ice);
    }
  }
}

/// Clouds, which are what is between the crystals too.
void fill_clouds(double scale, Stream& random, image::Size size, std::span<float> ice,
                 Workspace& workspace) {
  const auto shrunk = [&](std::int64_t side) {
    return static_cast<std::int64_t>(static_cast<double>(side) / (24 * scale)) + 2;
  };
  const image::Size small{shrunk(size.width), shrunk(size.height)};
  const auto seeds = workspace.lease<float>(static_cast<std::size_t>(small.width * small.height));
  random.fill_normal(seeds.span());
  cv::Mat clouds = matrix_over(ice, size);
  cv::resize(matrix_over(seeds.span(), small), clouds, clouds.size(), 0, 0, cv::INTER_CUBIC);
  for (float& value : ice) value = 0.25F + 0.12F * value;
}

/// Of mean 0 and deviation 1.
void fill_ice(Stream& random, image::Size size, std::span<float> ice, Workspace& workspace) {
  // Photographs are enlarged to cover the image, and then by a tenth.
  const double scale = 1.1 * std::max({1.0, static_cast<double>(size.width) / 600,
                                       static_cast<double>(size.height) / 420});
  fill_clouds(scale, random, size, ice, workspace);
  draw_stars(scale, random, size, ice);
  double sum = 0;
  double squares = 0;
  for (const float value : ice) {
    sum += double{value};
    squares += double{value} * double{value};
  }
  const auto count = static_cast<double>(ice.size());
  const double mean = sum / count;
  const double variance = std::max(squares / count - mean * mean, 1e-6);
  const auto gain = static_cast<float>(1 / std::sqrt(variance));
  for (float& value : ice) value = (value - static_cast<float>(mean)) * gain;
}

struct Frost {
  float of_image = 1;
  float of_ice = 0;
};

void lay_on(const Frost& frost, const Tint& tint, std::span<const float> ice,
            std::span<const std::uint8_t> in, std::span<std::uint8_t> out) {
  for (std::size_t i = 0; i < ice.size(); ++i) {
    for (std::size_t c = 0; c < 3; ++c) {
      const float white = tint.mean[c] + tint.deviation[c] * ice[i];
      out[3 * i + c] = cut_to_byte(frost.of_image * static_cast<float>(in[3 * i + c]) +
                                   frost.of_ice * least(most(white, 0), 255));
    }
  }
}

Effect effect(const Values& values, const Setting& setting) {
  static constexpr BySeverity<Frost> kFrost{
      {{1, 0.4F}, {0.8F, 0.6F}, {0.7F, 0.7F}, {0.65F, 0.7F}, {0.6F, 0.75F}}};
  const Frost* frost = chosen(kFrost, values);
  if (frost == nullptr) return Unchanged{};
  return Filter{
      [frost, start = setting.random](const image::PixelView& from,
                                      const image::MutablePixelView& to, Workspace& workspace) {
        const auto in = bytes_of(from);
        const auto out = bytes_of(to);
        const auto ice = workspace.lease<float>(in.size() / 3);
        Stream random = start;
        const Tint& tint = kTints.at(static_cast<std::size_t>(random.between(0, 4)));
        fill_ice(random, from.size, ice.span(), workspace);
        lay_on(*frost, tint, ice.span(), in, out);
      },
      0,
      {}};
}

}  // namespace

Operator frost() {
  return corruption("frost",
                    "Crystals of ice, drawn to the colours and contrast of the photographs that "
                    "the reference lays over images.",
                    effect);
}

}  // namespace assay::stress::imagenet_c
