// SPDX-License-Identifier: Apache-2.0
#include "core/stress/statistics/attribution.hpp"

#include <algorithm>
#include <numeric>

#include "core/base/check.hpp"

namespace assay::stress {
namespace {

/// One value in each of `count` equal parts of 0 to 1, in random order.
std::vector<double> stratified(std::size_t count, Stream& random) {
  std::vector<double> values(count);
  for (std::size_t i = 0; i < count; ++i) {
    values[i] = (static_cast<double>(i) + random.uniform()) / static_cast<double>(count);
  }
  for (std::size_t i = count; i > 1; --i) {
    std::swap(
        values[i - 1],
        values[static_cast<std::size_t>(random.between(0, static_cast<std::int64_t>(i) - 1))]);
  }
  return values;
}

std::vector<Place> latin_hypercube(const Space& space, std::size_t count, Stream& random) {
  std::vector<Place> places(count, Place(space.dimensions()));
  for (std::size_t d = 0; d < space.dimensions(); ++d) {
    const std::vector<double> values = stratified(count, random);
    for (std::size_t i = 0; i < count; ++i) places[i][d] = values[i];
  }
  for (Place& place : places) place = snapped(space, std::move(place));
  return places;
}

double squared(double value) {
  return value * value;
}

/// Squared differences within one block.
struct BlockDifferences {
  double all = 0;                   // between places that have nothing in common
  std::vector<double> in_axis;      // that differ in the axis alone
  std::vector<double> but_in_axis;  // that have the axis alone in common
};

std::vector<BlockDifferences> differences_of(std::size_t axes, std::span<const double> values) {
  std::vector<BlockDifferences> blocks;
  for (std::size_t start = 0; start < values.size(); start += axes + 2) {
    const double one = values[start];
    const double other = values[start + 1];
    BlockDifferences& block = blocks.emplace_back();
    block.all = squared(one - other);
    for (std::size_t d = 0; d < axes; ++d) {
      const double mixed = values[start + 2 + d];
      block.in_axis.push_back(squared(one - mixed));
      block.but_in_axis.push_back(squared(other - mixed));
    }
  }
  return blocks;
}

/// Of each axis in turn: its first-order effect, then its total effect.
std::vector<double> effects_of(std::size_t axes, const std::vector<BlockDifferences>& blocks,
                               const std::vector<std::size_t>& drawn) {
  double all = 0;
  std::vector<double> sums(2 * axes);
  for (const std::size_t i : drawn) {
    all += blocks[i].all;
    for (std::size_t d = 0; d < axes; ++d) {
      sums[2 * d] += blocks[i].but_in_axis[d];
      sums[2 * d + 1] += blocks[i].in_axis[d];
    }
  }
  std::vector<double> effects(2 * axes);
  if (all == 0) return effects;
  for (std::size_t d = 0; d < axes; ++d) {
    effects[2 * d] = std::clamp(1 - sums[2 * d] / all, 0.0, 1.0);
    effects[2 * d + 1] = std::clamp(sums[2 * d + 1] / all, 0.0, 1.0);
  }
  return effects;
}

}  // namespace

AttributionDesign pick_freeze_design(const Space& space, std::size_t budget, Stream random) {
  AttributionDesign design{{}, space.dimensions() + 2};
  const std::size_t blocks = budget / design.block;
  if (blocks < 2) return design;
  const auto ones = latin_hypercube(space, blocks, random);
  const auto others = latin_hypercube(space, blocks, random);
  for (std::size_t i = 0; i < blocks; ++i) {
    design.places.push_back(ones[i]);
    design.places.push_back(others[i]);
    for (std::size_t d = 0; d < space.dimensions(); ++d) {
      design.places.push_back(ones[i]);
      design.places.back()[d] = others[i][d];
    }
  }
  return design;
}

Attribution attribute(std::size_t axes, std::span<const double> values, Stream random,
                      const BootstrapSetting& setting) {
  ASSAY_CHECK(values.size() % (axes + 2) == 0);
  const auto blocks = differences_of(axes, values);
  Attribution attribution{0, std::vector<AxisEffect>(axes)};
  if (blocks.empty()) return attribution;
  for (const BlockDifferences& block : blocks) attribution.variance += block.all / 2;
  attribution.variance /= static_cast<double>(blocks.size());

  std::vector<std::size_t> each(blocks.size());
  std::iota(each.begin(), each.end(), std::size_t{0});
  const std::vector<double> effects = effects_of(axes, blocks, each);
  std::vector<std::vector<double>> replicates(2 * axes);
  for (std::size_t i = 0; i < setting.replicates; ++i) {
    const auto again = effects_of(axes, blocks, resample(blocks.size(), random));
    for (std::size_t k = 0; k < again.size(); ++k) replicates[k].push_back(again[k]);
  }
  for (std::size_t d = 0; d < axes; ++d) {
    attribution.axes[d] = {
        effects[2 * d], effects[2 * d + 1],
        percentile_interval(replicates[2 * d], blocks.size(), setting.confidence),
        percentile_interval(replicates[2 * d + 1], blocks.size(), setting.confidence)};
  }
  return attribution;
}

}  // namespace assay::stress
