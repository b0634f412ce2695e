// SPDX-License-Identifier: Apache-2.0
#include "core/stress/random/poisson.hpp"

#include <algorithm>
#include <cmath>

#include "core/stress/random/stream.hpp"

namespace assay::stress {
namespace {

/// Cornish and Fisher's expansion for a large mean, `z` being a standard normal variable. Its next
/// term is smaller than a sixth of a count from PoissonTable::kExact on.
float large_count(float mean, float deviation, float z) {
  return mean + deviation * z + (z * z - 1) / 6;
}

/// Calls `of(k, end)` for each count, of `size` equally likely cases those before `end` being of
/// counts up to k; until all are.
template <class Function>
void for_each_count(double mean, std::size_t size, Function of) {
  double probability = std::exp(-mean);
  double below = 0;
  std::size_t end = 0;
  for (std::size_t k = 0; end < size; ++k) {
    below += probability;
    probability *= mean / static_cast<double>(k + 1);
    // The last steps of the sum may round away to nothing.
    const bool last = static_cast<double>(k) > mean && probability < 1e-18;
    const auto rounded = static_cast<std::size_t>(std::llround(below * static_cast<double>(size)));
    end = last ? size : std::min(size, rounded);
    of(k, end);
  }
}

}  // namespace

void fill_poisson_quantiles(double mean, std::span<float> quantiles) {
  constexpr double kLarge = 500;
  if (mean >= kLarge) {
    const auto normal = normal_table();
    const std::size_t step = normal.size() / quantiles.size();
    const auto deviation = static_cast<float>(std::sqrt(mean));
    for (std::size_t i = 0; i < quantiles.size(); ++i) {
      quantiles[i] = large_count(static_cast<float>(mean), deviation, normal[i * step + step / 2]);
    }
    return;
  }
  std::size_t begin = 0;
  for_each_count(mean, quantiles.size(), [&](std::size_t k, std::size_t end) {
    const std::span<float> same = quantiles.subspan(begin, end - begin);
    std::fill(same.begin(), same.end(), static_cast<float>(k));
    begin = end;
  });
}

PoissonTable::PoissonTable(const Means& means)
    : last_(256 * kColumns), first_(std::size_t{256} * 256) {
  for (std::size_t level = 0; level < means.size(); ++level) {
    means_[level] = static_cast<float>(means[level]);
    deviations_[level] = static_cast<float>(std::sqrt(means[level]));
    if (means_[level] <= kExact) tabulate(level);
  }
}

void PoissonTable::tabulate(std::size_t level) {
  std::uint16_t* last = last_.data() + kColumns * level;
  std::uint8_t* first = first_.data() + 256 * level;
  std::size_t next = 0;  // of the high bytes, the first whose least k is still unknown
  for_each_count(double{means_[level]}, 65536, [&](std::size_t k, std::size_t end) {
    if (end == 0) return;
    last[k] = static_cast<std::uint16_t>(end - 1);
    for (; next < 256 && next * 256 < end; ++next) first[next] = static_cast<std::uint8_t>(k);
  });
}

std::int32_t PoissonTable::draw_large(std::uint8_t level, std::uint16_t bits) const {
  const float half_above =
      large_count(means_[level], deviations_[level], normal_table()[bits]) + 0.5F;
  return static_cast<std::int32_t>(half_above);  // rounded, as none is negative
}

}  // namespace assay::stress
