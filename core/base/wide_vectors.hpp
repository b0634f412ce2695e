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

enum class VectorWidth : std::uint8_t { plain, avx2 };  // in the order of their width

/// What loops run in: the widest that the processor has. Any thread.
VectorWidth vector_width();

/// Of tests: from now on, nothing wider, in the whole process.
void limit_vector_width(VectorWidth widest);

template <class Loop, class... Values>
void run_in_plain_vectors(Values... values) {
  Loop::run(values...);
}

#if defined(__x86_64__)
template <class Loop, class... Values>
[[gnu::target("avx2")]] void run_in_avx2(Values... values) {
  Loop::run(values...);
}
#else
template <class Loop, class... Values>
void run_in_avx2(Values... values) {
  Loop::run(values...);
}
#endif

/// Calls Loop::run(values...). Values are copied.
template <class Loop, class... Values>
void run_in_wide_vectors(Values... values) {
  if (vector_width() == VectorWidth::avx2) {
    run_in_avx2<Loop>(values...);
  } else {
    run_in_plain_vectors<Loop>(values...);
  }
}

}  // namespace assay
