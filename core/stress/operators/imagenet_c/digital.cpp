// SPDX-License-Identifier: Apache-2.0
// What happens to images after they were taken.
#include <algorithm>
#include <cmath>
#include <cstring>
#include <numbers>
#include <numeric>

#include "core/stress/operators/compression.hpp"
#include "core/stress/operators/imagenet_c/family.hpp"
#include "core/stress/pixel_bytes.hpp"
#include "core/stress/random/smooth_noise.hpp"
#include "core/stress/warp/elastic.hpp"

namespace assay::stress::imagenet_c {
namespace {

/// What is left of the deviation of white noise that is smoothed along one axis.
double left_by_smoothing(double sigma) {
  const std::vector<double> half = half_gaussian(sigma);
  return 1 / (2 * std::accumulate(half.begin(), half.end(), 0.0) - half[0]);
}

/// The reference smooths numbers that are evenly spread over an interval.
Effect elastic_transform(const Values& values, const Setting& setting) {
  static constexpr BySeverity<double> kGain{12.5, 16.25, 21.25, 25, 30};
  const double* gain = chosen(kGain, values);
  if (gain == nullptr) return Unchanged{};
  const auto width = static_cast<double>(setting.size.width);
  const auto height = static_cast<double>(setting.size.height);
  Elasticity elasticity{*gain * 0.005 * height / std::numbers::sqrt3, 0.01 * width, 0.01 * height};
  elasticity.deviation *=
      left_by_smoothing(elasticity.sigma_x) * left_by_smoothing(elasticity.sigma_y);
  return Warping{std::make_shared<MeshWarp>(elastic_mesh(setting.size, elasticity, setting.random),
                                            MeshWarp::Folds::kept),
                 {BorderMode::reflect, {}}};
}

/// One axis of an image that is shrunk by a box filter and enlarged by copying.
struct Cells {
  explicit Cells(std::int64_t side, double scale) {
    const auto count =
        std::max<std::int64_t>(1, static_cast<std::int64_t>(static_cast<double>(side) * scale));
    const double cell = static_cast<double>(side) / static_cast<double>(count);
    for (std::int64_t k = 0; k <= count; ++k) {
      begin.push_back(static_cast<std::size_t>(std::lround(static_cast<double>(k) * cell)));
    }
    // Added up as Pillow does: where two cells meet in the middle of a pixel, rounding decides.
    const double step = static_cast<double>(count) / static_cast<double>(side);
    double at = step / 2;
    for (std::int64_t i = 0; i < side; ++i, at += step) {
      shown.push_back(std::min(static_cast<std::size_t>(at), static_cast<std::size_t>(count - 1)));
    }
  }

  std::vector<std::size_t> begin;  // of each cell, and where the last ends
  std::vector<std::size_t> shown;  // the cell that each pixel shows
};

/// Means of the cells of one row of cells.
void average(const Cells& columns, std::span<const std::uint32_t> sums, std::size_t rows,
             std::span<std::uint8_t> means) {
  for (std::size_t k = 0; k + 1 < columns.begin.size(); ++k) {
    const std::size_t pixels = (columns.begin[k + 1] - columns.begin[k]) * rows;
    for (std::size_t c = 0; c < 3; ++c) {
      std::size_t sum = pixels / 2;
      for (std::size_t x = columns.begin[k]; x < columns.begin[k + 1]; ++x) sum += sums[3 * x + c];
      means[3 * k + c] = static_cast<std::uint8_t>(sum / pixels);
    }
  }
}

void apply_cells(double scale, const image::PixelView& from, const image::MutablePixelView& to,
                 Workspace& workspace) {
  const Cells columns(from.size.width, scale);
  const Cells rows(from.size.height, scale);
  const std::size_t length = 3 * columns.shown.size();
  const auto sums = workspace.lease<std::uint32_t>(length);
  const auto means = workspace.lease<std::uint8_t>(length);
  const std::uint8_t* in = bytes_of(from).data();
  std::uint8_t* out = bytes_of(to).data();
  std::size_t y = 0;
  for (std::size_t k = 0; k + 1 < rows.begin.size(); ++k) {
    std::fill(sums.span().begin(), sums.span().end(), 0U);
    for (std::size_t row = rows.begin[k]; row < rows.begin[k + 1]; ++row) {
      for (std::size_t i = 0; i < length; ++i) sums[i] += in[row * length + i];
    }
    average(columns, sums.span(), rows.begin[k + 1] - rows.begin[k], means.span());
    const std::size_t first = y;
    for (; y < rows.shown.size() && rows.shown[y] == k; ++y) {
      if (y > first) {
        std::memcpy(out + y * length, out + first * length, length);
        continue;
      }
      std::uint8_t* pixel = out + y * length;
      for (const std::size_t cell : columns.shown) {
        for (std::size_t c = 0; c < 3; ++c) *pixel++ = means[3 * cell + c];
      }
    }
  }
}

Effect pixelate(const Values& values, const Setting&) {
  static constexpr BySeverity<double> kScale{0.6, 0.5, 0.4, 0.3, 0.25};
  const double* scale = chosen(kScale, values);
  if (scale == nullptr) return Unchanged{};
  return Filter{[scale](const image::PixelView& from, const image::MutablePixelView& to,
                        Workspace& workspace) { apply_cells(*scale, from, to, workspace); },
                1 / *scale,
                {}};
}

Effect jpeg_compression(const Values& values, const Setting&) {
  static constexpr BySeverity<int> kQuality{25, 18, 15, 10, 7};
  const int* quality = chosen(kQuality, values);
  if (quality == nullptr) return Unchanged{};
  return through_jpeg(*quality);
}

}  // namespace

std::vector<Operator> digital() {
  return {
      corruption("elastic_transform", "Pixels moved by a smooth random field.", elastic_transform),
      corruption("pixelate", "Shrunk, and enlarged by copying pixels.", pixelate),
      corruption("jpeg_compression", "A JPEG of low quality.", jpeg_compression),
  };
}

}  // namespace assay::stress::imagenet_c
