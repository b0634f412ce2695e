// SPDX-License-Identifier: Apache-2.0
// Loops that run in wider vectors where the processor has them. One source is compiled for each
// width; floating-point operations stay the same, one by one, so results are equal to the last bit.
//
//   struct Doubling {
//     [[gnu::always_inline]] static inline void run(std::span<float> values) {
//       for (float& value : values) value *= 2;
//     }
//   };
//   run_in_wide_vectors<Doubling>(values);
//
// Only what is inlined into `run` is compiled for that width: it is to be a plain loop that
// compilers turn into vectors by themselves, and to call nothing but inline functions.
#pragma once

#include <cstdint>

namespace assay {

enum class VectorWidth : std::uint8_t { plain, avx2, avx512 };  // in the order of their width
constexpr VectorWidth kWidestVectors = VectorWidth::avx512;

/// What loops run in: the widest that the processor has. Any thread.
VectorWidth vector_width();

/// Of tests: from now on, nothing wider, in the whole process.
void limit_vector_width(VectorWidth widest);

// What a processor has of AVX-512 to be used; clang cannot be told to prefer vectors of 512 bits.
#if defined(__x86_64__) && defined(__clang__)
#define ASSAY_FOR_AVX2 [[gnu::target("avx2")]]
#define ASSAY_FOR_AVX512 [[gnu::target("avx512f,avx512bw,avx512dq,avx512vl")]]
#elif defined(__x86_64__)
#define ASSAY_FOR_AVX2 [[gnu::target("avx2")]]
#define ASSAY_FOR_AVX512 \
  [[gnu::target("avx512f,avx512bw,avx512dq,avx512vl,prefer-vector-width=512")]]
#else
#define ASSAY_FOR_AVX2
#define ASSAY_FOR_AVX512
#endif

template <class Loop, class... Values>
void run_in_plain_vectors(Values... values) {
  Loop::run(values...);
}

template <class Loop, class... Values>
ASSAY_FOR_AVX2 void run_in_avx2(Values... values) {
  Loop::run(values...);
}

template <class Loop, class... Values>
ASSAY_FOR_AVX512 void run_in_avx512(Values... values) {
  Loop::run(values...);
}

/// Calls Loop::run(values...). Values are copied.
template <class Loop, class... Values>
void run_in_wide_vectors(Values... values) {
  switch (vector_width()) {
    case VectorWidth::avx512:
      return run_in_avx512<Loop>(values...);
    case VectorWidth::avx2:
      return run_in_avx2<Loop>(values...);
    case VectorWidth::plain:
      return run_in_plain_vectors<Loop>(values...);
  }
}

#undef ASSAY_FOR_AVX2
#undef ASSAY_FOR_AVX512

}  // namespace assay
