// SPDX-License-Identifier: Apache-2.0
#include "core/stress/look_up.hpp"
#include "core/base/wide_vectors.hpp"

#include <algorithm>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace assay::stress {
namespace {

#if defined(__x86_64__)

// A table of bytes is in four registers with AVX-512's VBMI, which looks up 64 at once in two of
// them. Compilers do not find this by themselves.

#define ASSAY_TARGET [[gnu::target("avx512f,avx512bw,avx512vbmi")]]

constexpr std::size_t kWide = 64;

struct WideTable {
  __m512i quarters[4];
};

ASSAY_TARGET WideTable wide(const PointTables::Table& table) {
  WideTable quarters;
  for (std::size_t i = 0; i < 4; ++i) {
    quarters.quarters[i] = _mm512_loadu_si512(table.data() + kWide * i);
  }
  return quarters;
}

ASSAY_TARGET __m512i found(const WideTable& table, __m512i values) {
  const auto& of = table.quarters;
  const __m512i low = _mm512_permutex2var_epi8(of[0], values, of[1]);
  const __m512i high = _mm512_permutex2var_epi8(of[2], values, of[3]);
  return _mm512_mask_blend_epi8(_mm512_movepi8_mask(values), low, high);
}

ASSAY_TARGET std::size_t look_up_wide(const PointTables::Table& table, Bytes from,
                                      MutableBytes to) {
  const WideTable all = wide(table);
  std::size_t done = 0;
  for (; done + kWide <= from.size(); done += kWide) {
    const __m512i values = _mm512_loadu_si512(from.data() + done);
    _mm512_storeu_si512(to.data() + done, found(all, values));
  }
  return done;
}

/// The bits of every third value from `first` on.
constexpr std::uint64_t every_third(unsigned first) {
  std::uint64_t bits = 0;
  for (unsigned i = first; i < kWide; i += 3) bits |= std::uint64_t{1} << i;
  return bits;
}

/// 64 values begin with one of red, of green or of blue.
ASSAY_TARGET std::size_t look_up_wide(const PointTables& tables, Bytes from, MutableBytes to) {
  const WideTable red = wide(tables.channels[0]);
  const WideTable green = wide(tables.channels[1]);
  const WideTable blue = wide(tables.channels[2]);
  constexpr std::uint64_t kThird[]{every_third(0), every_third(1), every_third(2)};
  std::size_t done = 0;
  for (; done + kWide <= from.size(); done += kWide) {
    const std::size_t phase = 3 - done % 3;
    const __m512i values = _mm512_loadu_si512(from.data() + done);
    __m512i result = found(red, values);
    result = _mm512_mask_mov_epi8(result, kThird[(phase + 1) % 3], found(green, values));
    result = _mm512_mask_mov_epi8(result, kThird[(phase + 2) % 3], found(blue, values));
    _mm512_storeu_si512(to.data() + done, result);
  }
  return done;
}

ASSAY_TARGET std::size_t look_up_wide(const WordTable& table, Bytes from,
                                      std::span<std::uint16_t> to) {
  const WideTable low = wide(table.lower);
  const WideTable high = wide(table.higher);
  // Unpacking takes eight bytes of each sixteen: places of the values that make words in order.
  const __m512i order = _mm512_setr_epi64(0, 4, 1, 5, 2, 6, 3, 7);
  std::size_t done = 0;
  for (; done + kWide <= from.size(); done += kWide) {
    const __m512i values = _mm512_maskz_permutexvar_epi64(static_cast<__mmask8>(-1), order,
                                                          _mm512_loadu_si512(from.data() + done));
    const __m512i lows = found(low, values);
    const __m512i highs = found(high, values);
    _mm512_storeu_si512(to.data() + done, _mm512_unpacklo_epi8(lows, highs));
    _mm512_storeu_si512(to.data() + done + kWide / 2, _mm512_unpackhi_epi8(lows, highs));
  }
  return done;
}

#undef ASSAY_TARGET

#else

std::size_t look_up_wide(const auto&, Bytes, const auto&) {
  return 0;
}

#endif

}  // namespace

void look_up(const PointTables& tables, Bytes from, MutableBytes to) {
  const auto& [red, green, blue] = tables.channels;
  const bool wide = vector_width() == VectorWidth::avx512;
  if (red == green && green == blue) {
    std::size_t i = wide ? look_up_wide(red, from, to) : 0;
    for (; i < from.size(); ++i) to[i] = red[from[i]];
    return;
  }
  std::size_t i = wide ? look_up_wide(tables, from, to) : 0;
  for (; i < from.size(); ++i) to[i] = tables.channels[i % 3][from[i]];
}

void look_up(const WordTable& table, Bytes from, std::span<std::uint16_t> to) {
  const bool wide = vector_width() == VectorWidth::avx512;
  std::size_t i = wide ? look_up_wide(table, from, to) : 0;
  for (; i < from.size(); ++i) to[i] = table[from[i]];
}

}  // namespace assay::stress
