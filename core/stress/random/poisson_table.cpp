// SPDX-License-Identifier: Apache-2.0
#include "core/stress/random/poisson_table.hpp"

#include <algorithm>
#include <cmath>

#include "core/stress/random/stream.hpp"

namespace assay::stress {

PoissonTable::PoissonTable(const Means& means)
    : last_(256 * kColumns), first_(std::size_t{256} * 256) {
  for (std::size_t level = 0; level < means.size(); ++level) {
    means_[level] = static_cast<float>(means[level]);
    deviations_[level] = static_cast<float>(std::sqrt(means[level]));
    if (means_[level] <= kExact) tabulate(level);
  }
}

void PoissonTable::tabulate(std::size_t level) {
  const double mean = means_[level];
  std::uint16_t* last = last_.data() + kColumns * level;
  std::uint8_t* first = first_.data() + 256 * level;
  double p = std::exp(-mean);
  double below = 0;
  std::size_t next = 0;  // of the high bytes, the first whose least k is still unknown
  for (std::size_t k = 0; k < kColumns; ++k) {
    below += p;
    p *= mean / static_cast<double>(k + 1);
    const auto end = k + 1 == kColumns ? std::int64_t{65536}
                                       : std::min<std::int64_t>(65536, std::llround(below * 65536));
    if (end == 0) continue;
    last[k] = static_cast<std::uint16_t>(end - 1);
    for (; next < 256 && static_cast<std::int64_t>(next * 256) < end; ++next) {
      first[next] = static_cast<std::uint8_t>(k);
    }
  }
}

std::int32_t PoissonTable::draw_large(std::uint8_t level, std::uint16_t bits) const {
  // Cornish and Fisher's expansion, whose next term is smaller than a sixth of a count here.
  const float n = normal_table()[bits];
  const float half_above = means_[level] + deviations_[level] * n + (n * n - 1) / 6 + 0.5F;
  return static_cast<std::int32_t>(half_above);  // rounded, as none is negative
}

}  // namespace assay::stress
