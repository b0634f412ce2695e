// SPDX-License-Identifier: Apache-2.0
// Objectives with known failures, for tests and benchmarks of searches.
#pragma once

#include <cmath>
#include <functional>
#include <string>
#include <vector>

#include "core/stress/search/search.hpp"

namespace assay::stress {

struct Landscape {
  std::string name;
  Space space;
  std::size_t images = 0;
  /// Of an image and a place: about 0 to 1; from 0.5 on the image fails.
  std::function<double(std::size_t image, const Place& place)> value;
};

inline Verdict verdict_of(const Landscape& landscape, std::size_t image, const Place& place) {
  const double value = landscape.value(image, place);
  return {value, value >= 0.5};
}

/// Failures inside: bumps in five of eight axes, at the same places for all images, or (`own`) at
/// others for each.
inline Landscape interior(std::uint64_t seed, std::size_t images, bool own) {
  constexpr std::size_t kDimensions = 8, kMatter = 5, kBumps = 4;
  std::vector<std::vector<std::vector<double>>> bumps(images);
  for (std::size_t i = 0; i < images; ++i) {
    Stream random({seed, own ? std::to_string(i) : "", "bumps", 0});
    for (std::size_t b = 0; b < kBumps; ++b) {
      bumps[i].emplace_back();
      for (std::size_t d = 0; d < kMatter; ++d)
        bumps[i].back().push_back(random.uniform(0.15, 0.85));
    }
  }
  return {own ? "interior, of each image" : "interior, shared",
          {std::vector<std::size_t>(kDimensions, 0)},
          images,
          [bumps](std::size_t image, const Place& place) {
            double best = 0;
            for (const auto& bump : bumps[image]) {
              double squares = 0;
              for (std::size_t d = 0; d < bump.size(); ++d) {
                squares += (place[d] - bump[d]) * (place[d] - bump[d]);
              }
              best = std::max(best, std::exp(-squares / (2 * 0.25 * 0.25)));
            }
            return best;
          }};
}

/// Failures where several of eight axes (two of them switches) come near their ends together; each
/// image is a little more or less sturdy. Few places fail.
inline Landscape corners(std::uint64_t seed, std::size_t images) {
  std::vector<double> sturdiness;
  Stream random({seed, "", "corners", 0});
  for (std::size_t i = 0; i < images; ++i) sturdiness.push_back(random.uniform(0.6, 0.9));
  std::vector<double> weights, signs;
  for (std::size_t d = 0; d < 8; ++d) {
    weights.push_back(random.uniform(0.3, 1));
    signs.push_back(random.uniform() < 0.5 ? -1 : 1);
  }
  Space space{std::vector<std::size_t>(8, 0)};
  space.counts[6] = space.counts[7] = 2;
  return {"corners", space, images, [=](std::size_t image, const Place& place) {
            double load = 0;
            double most = 0;
            for (std::size_t d = 0; d < 8; ++d) {
              const double at = signs[d] > 0 ? place[d] : 1 - place[d];
              load += weights[d] * at * at;
              most += weights[d];
            }
            return 0.5 + 1.5 * (load / most - sturdiness[image]);
          }};
}

/// Failures on one side of a slope whose direction differs from image to image.
inline Landscape slopes(std::uint64_t seed, std::size_t images) {
  std::vector<std::vector<double>> directions;
  std::vector<double> limits;
  for (std::size_t i = 0; i < images; ++i) {
    Stream random({seed, std::to_string(i), "slopes", 0});
    directions.emplace_back();
    double length = 0;
    for (std::size_t d = 0; d < 7; ++d) {
      directions.back().push_back(random.normal());
      length += std::abs(directions.back().back());
    }
    for (double& value : directions.back()) value /= length;
    limits.push_back(random.uniform(0.25, 0.48));
  }
  return {"slopes",
          {std::vector<std::size_t>(7, 0)},
          images,
          [=](std::size_t image, const Place& place) {
            double at = 0;
            for (std::size_t d = 0; d < 7; ++d) at += directions[image][d] * (place[d] - 0.5);
            return 0.5 + (at - limits[image]);
          }};
}

}  // namespace assay::stress
