// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/picture_distance.hpp"

#include <array>
#include <cmath>
#include <limits>
#include <vector>

#include "core/base/check.hpp"

namespace assay::evaluation {
namespace {

constexpr std::size_t kWindow = 11;
constexpr double kRange = 255;

using Weights = std::array<double, kWindow>;

Weights gaussian() {
  constexpr double kSigma = 1.5;
  Weights weights{};
  double sum = 0;
  for (std::size_t i = 0; i < kWindow; ++i) {
    const double distance = static_cast<double>(i) - static_cast<double>(kWindow / 2);
    weights[i] = std::exp(-distance * distance / (2 * kSigma * kSigma));
    sum += weights[i];
  }
  for (double& weight : weights) weight /= sum;
  return weights;
}

/// Weighted sums around one place, of both pictures.
struct Moments {
  double x = 0, y = 0, xx = 0, yy = 0, xy = 0;

  void add(double weight, const Moments& of) {
    x += weight * of.x;
    y += weight * of.y;
    xx += weight * of.xx;
    yy += weight * of.yy;
    xy += weight * of.xy;
  }
};

double similarity(const Moments& m) {
  constexpr double kC1 = (0.01 * kRange) * (0.01 * kRange);
  constexpr double kC2 = (0.03 * kRange) * (0.03 * kRange);
  const double variance_x = m.xx - m.x * m.x;
  const double variance_y = m.yy - m.y * m.y;
  const double covariance = m.xy - m.x * m.y;
  return ((2 * m.x * m.y + kC1) * (2 * covariance + kC2)) /
         ((m.x * m.x + m.y * m.y + kC1) * (variance_x + variance_y + kC2));
}

/// One channel. The window is separable: columns first, for a row of places, then along the row.
class ChannelSimilarity {
 public:
  ChannelSimilarity(const PicturePair& pair, std::size_t channel)
      : pair_(pair),
        channel_(channel),
        width_(static_cast<std::size_t>(pair.size.width)),
        height_(static_cast<std::size_t>(pair.size.height)),
        columns_(width_) {}

  double mean() {
    double sum = 0;
    for (std::size_t top = 0; top + kWindow <= height_; ++top) {
      sum_columns(top);
      for (std::size_t left = 0; left + kWindow <= width_; ++left) sum += at(left);
    }
    const std::size_t places = (height_ - kWindow + 1) * (width_ - kWindow + 1);
    return sum / static_cast<double>(places);
  }

 private:
  void sum_columns(std::size_t top) {
    columns_.assign(width_, {});
    for (std::size_t i = 0; i < kWindow; ++i) {
      std::size_t pixel = (top + i) * width_ * pair_.channels + channel_;
      for (Moments& column : columns_) {
        const double x = pair_.first[pixel];
        const double y = pair_.second[pixel];
        column.add(weights_[i], {x, y, x * x, y * y, x * y});
        pixel += pair_.channels;
      }
    }
  }

  double at(std::size_t left) const {
    Moments moments;
    for (std::size_t i = 0; i < kWindow; ++i) moments.add(weights_[i], columns_[left + i]);
    return similarity(moments);
  }

  const PicturePair& pair_;
  std::size_t channel_;
  std::size_t width_;
  std::size_t height_;
  Weights weights_ = gaussian();
  std::vector<Moments> columns_;
};

void check(const PicturePair& pair) {
  const auto pixels = static_cast<std::size_t>(pair.size.width * pair.size.height);
  ASSAY_CHECK(pair.first.size() == pixels * pair.channels);
  ASSAY_CHECK(pair.second.size() == pair.first.size());
}

}  // namespace

double peak_signal_to_noise(const PicturePair& pair) {
  check(pair);
  std::uint64_t squared = 0;  // no overflow below 2^48 values
  for (std::size_t i = 0; i < pair.first.size(); ++i) {
    const int difference = pair.first[i] - pair.second[i];
    squared += static_cast<std::uint64_t>(difference * difference);
  }
  if (squared == 0) return std::numeric_limits<double>::infinity();
  const double mean = static_cast<double>(squared) / static_cast<double>(pair.first.size());
  return 10 * std::log10(kRange * kRange / mean);
}

std::optional<double> structural_similarity(const PicturePair& pair) {
  check(pair);
  constexpr auto kSmallest = static_cast<std::int64_t>(kWindow);
  if (pair.size.width < kSmallest || pair.size.height < kSmallest) return std::nullopt;
  double sum = 0;
  for (std::size_t channel = 0; channel < pair.channels; ++channel) {
    sum += ChannelSimilarity(pair, channel).mean();
  }
  return sum / static_cast<double>(pair.channels);
}

}  // namespace assay::evaluation
