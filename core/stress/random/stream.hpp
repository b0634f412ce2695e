// SPDX-License-Identifier: Apache-2.0
// The randomness of one transformation of one datapoint: a sequence of numbers that depends on its
// key alone, and not on threads, on the order of datapoints or on what was drawn elsewhere.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "core/stress/random/philox.hpp"
#include "core/stress/vector_width.hpp"

namespace assay::stress {

struct StreamKey {
  std::uint64_t seed = 0;      // of the run
  std::string_view datapoint;  // its id
  std::string_view node;       // name of the transformation in its domain
  std::uint32_t draw = 0;      // 0 in a search; else which of several for the same point
};

/// A value: a copy goes on by itself from where the original is.
class Stream {
 public:
  explicit Stream(const StreamKey& key);

  /// One that is independent of this and of those of other numbers, and starts at its beginning.
  Stream branch(std::uint32_t number) const;

  /// In [0, 1), multiples of 2^-53.
  double uniform();
  double uniform(double low, double high) { return low + (high - low) * uniform(); }
  /// Each of low..high with equal probability.
  std::int64_t between(std::int64_t low, std::int64_t high);
  /// Of mean 0 and variance 1.
  double normal();
  /// Poisson distributed; `mean` is 0 or more, and below 1e6.
  std::int64_t poisson(double mean);

  /// Many at once: 16 random bits each.
  void fill_bits(std::span<std::uint16_t> out, VectorWidth width = widest_vectors());
  /// In [0, 1), multiples of 2^-16.
  void fill_uniform(std::span<float> out);
  /// Of mean 0 and variance 1 at a resolution of 16 bits: nothing is further out than 4.3.
  void fill_normal(std::span<float> out);

 private:
  std::uint64_t word();

  PhiloxKey key_;
  std::uint32_t draw_ = 0;
  std::uint32_t branch_ = 0;
  std::uint64_t block_ = 0;  // the next
  PhiloxCounter words_{};
  unsigned used_ = 4;  // of words_
};

/// The value below which a standard normal variable stays with probability `p` (0 < p < 1).
/// Wichura: Algorithm AS 241, relative error about 1e-16.
double normal_quantile(double p);

/// normal_quantile() in the middles of 2^16 steps of probability, scaled to variance 1.
std::span<const float, 65536> normal_table();

}  // namespace assay::stress
