// SPDX-License-Identifier: Apache-2.0
// Poisson variables of the same few means again and again, from uniform numbers: photons that
// pixels of different brightness catch. (Of any mean: Stream::poisson().)
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace assay::stress {

/// For each i the whole number that a Poisson variable of that mean (0 or more) is at most with
/// probability (i + 1/2) / size, of at most 65536: a table from uniform numbers to Poisson's. From
/// a mean of 500 on fractions, by Cornish and Fisher's expansion (off by less than 0.03
/// deviations).
void fill_poisson_quantiles(double mean, std::span<float> quantiles);

/// Variables for each value that a byte may have, from 16 random bits each.
class PoissonTable {
 public:
  using Means = std::array<double, 256>;

  /// Means are 0 or more.
  explicit PoissonTable(const Means& means);

  /// Never falls as `bits` grow, so that equal bits give similar numbers for similar means. Up to
  /// kExact the distribution is exact but for its resolution of 2^-16; above, it is a normal one
  /// bent to Poisson's skewness.
  std::int32_t draw(std::uint8_t level, std::uint16_t bits) const {
    if (means_[level] > kExact) return draw_large(level, bits);
    const std::uint16_t* last = last_.data() + kColumns * level;
    std::size_t k = first_[std::size_t{256} * level + (bits >> 8)];
    k += static_cast<std::size_t>(bits > last[k]);  // without a branch: as likely as not
    while (bits > last[k]) ++k;
    return static_cast<std::int32_t>(k);
  }

  static constexpr float kExact = 60;
  /// More than draw() gives for means up to kExact, as what is above is less likely than 2^-17.
  static constexpr std::size_t kColumns = 128;

 private:
  void tabulate(std::size_t level);
  std::int32_t draw_large(std::uint8_t level, std::uint16_t bits) const;

  std::array<float, 256> means_{};
  std::array<float, 256> deviations_{};
  std::vector<std::uint16_t> last_;  // [level][k]: the largest bits that give k
  std::vector<std::uint8_t> first_;  // [level][high byte of bits]: the least k that they give
};

}  // namespace assay::stress
