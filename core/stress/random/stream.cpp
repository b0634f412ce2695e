// SPDX-License-Identifier: Apache-2.0
#include "core/stress/random/stream.hpp"
#include "core/base/wide_vectors.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "core/base/check.hpp"

namespace assay::stress {
namespace {

/// The finalizer of SplitMix64 (Steele, Lea, Flood 2014): every bit of the result depends on every
/// bit of `x`.
constexpr std::uint64_t mix(std::uint64_t x) {
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
  return x ^ (x >> 31);
}

/// FNV-1a, over the length too so that ("ab", "c") is not ("a", "bc").
std::uint64_t add_text(std::uint64_t hash, std::string_view text) {
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3;
  return mix(hash ^ text.size());
}

PhiloxKey key_of(const StreamKey& key) {
  const std::uint64_t hash =
      add_text(add_text(mix(key.seed + 0x9E3779B97F4A7C15), key.datapoint), key.node);
  return {static_cast<std::uint32_t>(hash), static_cast<std::uint32_t>(hash >> 32)};
}

/// The words of `kLanes` blocks in the order in which single blocks would give them. Lanes are
/// independent of each other: so compilers do several at once.
template <std::size_t kLanes>
void fill_lanes(std::uint64_t block, PhiloxCounter counter, PhiloxKey key, std::uint32_t* out) {
  std::array<std::uint32_t, kLanes> a, b, c, d;
  for (std::size_t i = 0; i < kLanes; ++i) {
    a[i] = static_cast<std::uint32_t>(block + i);
    b[i] = static_cast<std::uint32_t>((block + i) >> 32);
    c[i] = counter[2];
    d[i] = counter[3];
  }
  for (int round = 0; round < 10; ++round) {
    for (std::size_t i = 0; i < kLanes; ++i) {
      const std::uint64_t p = std::uint64_t{0xD2511F53} * a[i];
      const std::uint64_t q = std::uint64_t{0xCD9E8D57} * c[i];
      a[i] = static_cast<std::uint32_t>(q >> 32) ^ b[i] ^ key[0];
      b[i] = static_cast<std::uint32_t>(q);
      c[i] = static_cast<std::uint32_t>(p >> 32) ^ d[i] ^ key[1];
      d[i] = static_cast<std::uint32_t>(p);
    }
    key[0] += 0x9E3779B9;
    key[1] += 0xBB67AE85;
  }
  for (std::size_t i = 0; i < kLanes; ++i) {
    out[4 * i] = a[i];
    out[4 * i + 1] = b[i];
    out[4 * i + 2] = c[i];
    out[4 * i + 3] = d[i];
  }
}

/// As many batches of `kLanes` blocks as `out` has room for, 8 numbers of 16 bits each.
template <std::size_t kLanes>
std::size_t fill_batches(std::uint64_t block, PhiloxCounter counter, PhiloxKey key,
                         std::span<std::uint16_t> out) {
  constexpr std::size_t kBatch = 8 * kLanes;
  std::size_t done = 0;
  for (; out.size() - done >= kBatch; done += kBatch) {
    std::array<std::uint32_t, 4 * kLanes> words;
    fill_lanes<kLanes>(block + done / 8, counter, key, words.data());
    std::uint16_t* at = out.data() + done;
    for (std::size_t i = 0; i < words.size(); ++i) {
      at[2 * i] = static_cast<std::uint16_t>(words[i]);
      at[2 * i + 1] = static_cast<std::uint16_t>(words[i] >> 16);
    }
  }
  return done;
}

double ratio(double x, std::span<const double, 8> above, std::span<const double, 8> below) {
  double p = above[7];
  double q = below[7];
  for (std::size_t i = 7; i-- > 0;) {
    p = p * x + above[i];
    q = q * x + below[i];
  }
  return p / q;
}

}  // namespace

Stream::Stream(const StreamKey& key) : key_(key_of(key)), draw_(key.draw) {}

Stream Stream::branch(std::uint32_t number) const {
  Stream other = *this;
  // Not branch_ + number: a branch of a branch must meet no other.
  other.branch_ =
      static_cast<std::uint32_t>(mix((std::uint64_t{branch_} << 32 | number) + 0x9E3779B97F4A7C15));
  other.block_ = 0;
  other.used_ = 4;
  return other;
}

std::uint64_t Stream::word() {
  if (used_ + 2 > 4) {
    words_ = philox4x32({static_cast<std::uint32_t>(block_),
                         static_cast<std::uint32_t>(block_ >> 32), branch_, draw_},
                        key_);
    ++block_;
    used_ = 0;
  }
  used_ += 2;
  return (std::uint64_t{words_[used_ - 1]} << 32) | words_[used_ - 2];
}

double Stream::uniform() {
  return static_cast<double>(word() >> 11) * 0x1p-53;
}

std::int64_t Stream::between(std::int64_t low, std::int64_t high) {
  ASSAY_CHECK(low <= high);
  const std::uint64_t count =
      static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low) + 1;
  if (count == 0) return static_cast<std::int64_t>(word());
  // Words past the last full multiple would make small numbers likelier.
  const std::uint64_t surplus = (~std::uint64_t{0} % count + 1) % count;
  std::uint64_t random = word();
  while (random > ~std::uint64_t{0} - surplus) random = word();
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(low) + random % count);
}

double Stream::normal() {
  return normal_quantile((static_cast<double>(word() >> 12) + 0.5) * 0x1p-52);
}

std::int64_t Stream::poisson(double mean) {
  ASSAY_CHECK(mean >= 0 && mean < 1e6);
  // Poisson variables of parts of the mean add up; exp(-30) is far from where doubles end.
  std::int64_t count = 0;
  while (mean > 0) {
    const double part = std::min(mean, 30.0);
    mean -= part;
    double p = std::exp(-part);
    double below = p;
    const double u = uniform();
    for (std::int64_t k = 1; u >= below && p > 0; ++k) {
      p *= part / static_cast<double>(k);
      below += p;
      ++count;
    }
  }
  return count;
}

void Stream::fill_bits(std::span<std::uint16_t> out) {
  const PhiloxCounter others{0, 0, branch_, draw_};
  std::size_t done = 0;
  const bool wide = vector_width() != VectorWidth::plain;
  // Locals, so that nothing that is written can be one of them.
  run_in_wide_vectors([&done, out, block = block_, others, key = key_, wide] {
    if (wide) done = fill_batches<32>(block, others, key, out);
    done += fill_batches<8>(block + done / 8, others, key, out.subspan(done));
  });
  block_ += done / 8;
  while (done < out.size()) {
    const PhiloxCounter words =
        philox4x32({static_cast<std::uint32_t>(block_), static_cast<std::uint32_t>(block_ >> 32),
                    branch_, draw_},
                   key_);
    ++block_;
    for (std::size_t k = 0; k < 8 && done < out.size(); ++k) {
      out[done++] = static_cast<std::uint16_t>(words[k / 2] >> (16 * (k % 2)));
    }
  }
}

void Stream::fill_uniform(std::span<float> out) {
  std::array<std::uint16_t, 1024> bits;
  for (std::size_t begin = 0; begin < out.size(); begin += bits.size()) {
    const std::size_t count = std::min(bits.size(), out.size() - begin);
    fill_bits(std::span(bits).first(count));
    for (std::size_t i = 0; i < count; ++i) {
      out[begin + i] = static_cast<float>(bits[i]) * 0x1p-16F;
    }
  }
}

void Stream::fill_normal(std::span<float> out) {
  const auto table = normal_table();
  std::array<std::uint16_t, 1024> bits;
  for (std::size_t begin = 0; begin < out.size(); begin += bits.size()) {
    const std::size_t count = std::min(bits.size(), out.size() - begin);
    fill_bits(std::span(bits).first(count));
    for (std::size_t i = 0; i < count; ++i) out[begin + i] = table[bits[i]];
  }
}

double normal_quantile(double p) {
  static constexpr std::array<double, 8> kA{3.3871328727963666080e0,  1.3314166789178437745e+2,
                                            1.9715909503065514427e+3, 1.3731693765509461125e+4,
                                            4.5921953931549871457e+4, 6.7265770927008700853e+4,
                                            3.3430575583588128105e+4, 2.5090809287301226727e+3};
  static constexpr std::array<double, 8> kB{1.0,
                                            4.2313330701600911252e+1,
                                            6.8718700749205790830e+2,
                                            5.3941960214247511077e+3,
                                            2.1213794301586595867e+4,
                                            3.9307895800092710610e+4,
                                            2.8729085735721942674e+4,
                                            5.2264952788528545610e+3};
  static constexpr std::array<double, 8> kC{1.42343711074968357734e0,  4.63033784615654529590e0,
                                            5.76949722146069140550e0,  3.64784832476320460504e0,
                                            1.27045825245236838258e0,  2.41780725177450611770e-1,
                                            2.27238449892691845833e-2, 7.74545014278341407640e-4};
  static constexpr std::array<double, 8> kD{1.0,
                                            2.05319162663775882187e0,
                                            1.67638483018380384940e0,
                                            6.89767334985100004550e-1,
                                            1.48103976427480074590e-1,
                                            1.51986665636164571966e-2,
                                            5.47593808499534494600e-4,
                                            1.05075007164441684324e-9};
  static constexpr std::array<double, 8> kE{6.65790464350110377720e0,  5.46378491116411436990e0,
                                            1.78482653991729133580e0,  2.96560571828504891230e-1,
                                            2.65321895265761230930e-2, 1.24266094738807843860e-3,
                                            2.71155556874348757815e-5, 2.01033439929228813265e-7};
  static constexpr std::array<double, 8> kF{1.0,
                                            5.99832206555887937690e-1,
                                            1.36929880922735805310e-1,
                                            1.48753612908506148525e-2,
                                            7.86869131145613259100e-4,
                                            1.84631831751005468180e-5,
                                            1.42151175831644588870e-7,
                                            2.04426310338993978564e-15};
  ASSAY_CHECK(p > 0 && p < 1);
  const double q = p - 0.5;
  if (std::abs(q) <= 0.425) return q * ratio(0.180625 - q * q, kA, kB);
  const double r = std::sqrt(-std::log(q < 0 ? p : 1 - p));
  const double x = r <= 5 ? ratio(r - 1.6, kC, kD) : ratio(r - 5, kE, kF);
  return q < 0 ? -x : x;
}

std::span<const float, 65536> normal_table() {
  static const std::vector<float> kTable = [] {
    std::vector<double> middles(65536);
    double squares = 0;
    for (std::size_t i = 0; i < middles.size(); ++i) {
      middles[i] = normal_quantile((static_cast<double>(i) + 0.5) / 65536);
      squares += middles[i] * middles[i];
    }
    std::vector<float> table(middles.size());
    const double scale = std::sqrt(static_cast<double>(middles.size()) / squares);
    for (std::size_t i = 0; i < table.size(); ++i) {
      table[i] = static_cast<float>(middles[i] * scale);
    }
    return table;
  }();
  return std::span<const float, 65536>(kTable);
}

}  // namespace assay::stress
