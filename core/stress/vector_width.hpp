// SPDX-License-Identifier: Apache-2.0
// Loops that are compiled several times, for vectors of several widths: the program runs on any
// machine and still uses what this one has. Whatever the width, results are equal to the last bit:
// loops do the same arithmetic on each element by itself, and compilers may not contract it
// (-ffp-contract=off).
//
// The choice is made at each call and not by the loader (ifunc), whose resolvers run before
// sanitizers are ready.
#pragma once

#include <cstdint>

namespace assay::stress {

/// What loops may take for granted: what any machine has, AVX2 (vectors of 32 bytes), or AVX-512
/// with VBMI (vectors of 64, and bytes from anywhere in them).
enum class VectorWidth : std::uint8_t { any, avx2, avx512 };

#if defined(__x86_64__)

/// The widest that this machine has.
inline VectorWidth widest_vectors() {
  if (__builtin_cpu_supports("avx512vbmi") && __builtin_cpu_supports("avx512bw") &&
      __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl")) {
    return VectorWidth::avx512;
  }
  return __builtin_cpu_supports("avx2") ? VectorWidth::avx2 : VectorWidth::any;
}

// Flattened, as only what is put into a function is compiled for its target.

template <class Loop>
[[gnu::target("avx2"), gnu::flatten]] void run_with_avx2(const Loop& loop) {
  loop();
}

template <class Loop>
[[gnu::target("avx512f,avx512bw,avx512dq,avx512vl,avx512vbmi"), gnu::flatten]] void run_with_avx512(
    const Loop& loop) {
  loop();
}

/// Calls `loop()`, compiled for that width, which this machine must have. Whatever it calls should
/// be visible where it is.
template <class Loop>
void run_with(VectorWidth width, const Loop& loop) {
  switch (width) {
    case VectorWidth::avx512:
      return run_with_avx512(loop);
    case VectorWidth::avx2:
      return run_with_avx2(loop);
    case VectorWidth::any:
      return loop();
  }
}

#else

inline VectorWidth widest_vectors() {
  return VectorWidth::any;
}

template <class Loop>
void run_with(VectorWidth, const Loop& loop) {
  loop();
}

#endif

}  // namespace assay::stress
