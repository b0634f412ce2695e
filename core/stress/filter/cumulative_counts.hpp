// SPDX-License-Identifier: Apache-2.0
// How many pixels have values up to each, for the median of squares: Perreault, Hebert, Median
// filtering in constant time (2007), whose columns of pixels have histograms that move down with
// the rows, while the sum of those under the square moves along a row. Values are in sixteen parts
// of sixteen; with cumulative counts, what a value adds, and where the median is, are sums and
// comparisons of sixteen numbers without a branch.
//
// The sixteen are vectors, a language extension that GCC and Clang share: of loops over so few
// compilers make single numbers. Functions are for run_in_told_vectors(), and take vectors by
// reference, since how they are passed depends on the processor that a function is compiled for.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "core/base/wide_vectors.hpp"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace assay::stress {

constexpr std::size_t kParts = 16;  // of all values, and of the values of each part

/// Of the pixels of a column, of which there are 127 at most.
using Counts [[gnu::vector_size(16)]] = std::uint8_t;
/// What two of them differ by.
using CountSteps [[gnu::vector_size(16)]] = std::int8_t;
/// Of the pixels of several columns, 32767 at most.
using CountSums [[gnu::vector_size(32)]] = std::int16_t;

inline void load(Counts& counts, const std::uint8_t* from) {
  std::memcpy(&counts, from, sizeof(counts));
}

/// [16 v + k]: 1 where a value v counts, which is where k is at least v.
struct CountsOfValues {
  alignas(64) std::array<std::uint8_t, kParts * kParts> ones{};
  constexpr CountsOfValues() {
    for (std::size_t v = 0; v < kParts; ++v) {
      for (std::size_t k = v; k < kParts; ++k) ones[kParts * v + k] = 1;
    }
  }
};
inline constexpr CountsOfValues kCountsOf;

/// `sixteen_times` the value.
inline void add_value(std::uint8_t* counts, std::size_t sixteen_times) {
  Counts now, more;
  load(now, counts);
  load(more, kCountsOf.ones.data() + sixteen_times);
  now += more;
  std::memcpy(counts, &now, sizeof(now));
}

inline void remove_value(std::uint8_t* counts, std::size_t sixteen_times) {
  Counts now, less;
  load(now, counts);
  load(less, kCountsOf.ones.data() + sixteen_times);
  now -= less;
  std::memcpy(counts, &now, sizeof(now));
}

inline void replace_value(std::uint8_t* counts, std::size_t less, std::size_t more) {
  Counts now, gone, come;
  load(now, counts);
  load(gone, kCountsOf.ones.data() + less);
  load(come, kCountsOf.ones.data() + more);
  now += come - gone;
  std::memcpy(counts, &now, sizeof(now));
}

/// What is done best with instructions that compilers do not find.
template <VectorWidth width>
struct SumsIn {
  static void add(CountSums& sums, const Counts& counts) {
    sums += __builtin_convertvector(counts, CountSums);
  }
  static void add(CountSums& sums, const CountSteps& steps) {
    sums += __builtin_convertvector(steps, CountSums);
  }

  /// How many of the sums are less.
  static std::size_t count_less(const CountSums& sums, std::int16_t than) {
    const CountSums less = sums < than;  // -1 where it is
    std::int16_t count = 0;
    for (std::size_t k = 0; k < kParts; ++k) count = static_cast<std::int16_t>(count - less[k]);
    return static_cast<std::size_t>(count);
  }
};

#if defined(__x86_64__)

#define ASSAY_AVX2 [[gnu::target("avx2,popcnt")]]
#define ASSAY_AVX512 [[gnu::target("avx512f,avx512bw,avx512vl,popcnt")]]

template <>
struct SumsIn<VectorWidth::avx2> {
  ASSAY_AVX2 static void add(CountSums& sums, const Counts& counts) {
    sums += reinterpret_cast<CountSums>(_mm256_cvtepu8_epi16(reinterpret_cast<__m128i>(counts)));
  }
  ASSAY_AVX2 static void add(CountSums& sums, const CountSteps& steps) {
    sums += reinterpret_cast<CountSums>(_mm256_cvtepi8_epi16(reinterpret_cast<__m128i>(steps)));
  }

  ASSAY_AVX2 static std::size_t count_less(const CountSums& sums, std::int16_t than) {
    const CountSums less = sums < than;
    const int bytes = _mm256_movemask_epi8(reinterpret_cast<__m256i>(less));
    return static_cast<std::uint32_t>(_mm_popcnt_u32(static_cast<std::uint32_t>(bytes))) / 2;
  }
};

template <>
struct SumsIn<VectorWidth::avx512> : SumsIn<VectorWidth::avx2> {
  ASSAY_AVX512 static std::size_t count_less(const CountSums& sums, std::int16_t than) {
    const auto less =
        _mm256_cmplt_epi16_mask(reinterpret_cast<__m256i>(sums), _mm256_set1_epi16(than));
    return static_cast<std::uint32_t>(_mm_popcnt_u32(less));
  }
};

#undef ASSAY_AVX2
#undef ASSAY_AVX512

#endif

/// Adds what comes, and takes away what goes.
template <VectorWidth width>
void move(CountSums& sums, const std::uint8_t* gone, const std::uint8_t* come) {
  Counts less, more;
  load(less, gone);
  load(more, come);
  SumsIn<width>::add(sums, reinterpret_cast<CountSteps>(more - less));
}

/// Sum of the counts of `columns` columns of at most `pixels` pixels, which are `step` apart.
template <VectorWidth width>
void sum_up(CountSums& sums, const std::uint8_t* first, std::size_t step, std::int64_t columns,
            std::int64_t pixels) {
  const std::int64_t at_once = std::max<std::int64_t>(255 / pixels, 1);  // whose sums are counts
  sums = CountSums{};
  for (std::int64_t i = 0; i < columns;) {
    Counts several{};
    for (const std::int64_t end = std::min(columns, i + at_once); i < end; ++i, first += step) {
      Counts one;
      load(one, first);
      several += one;
    }
    SumsIn<width>::add(sums, several);
  }
}

}  // namespace assay::stress
