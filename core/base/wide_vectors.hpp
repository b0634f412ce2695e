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
// or, of a longer way, run_in_wide_vectors([&] { ... }).
//
// Only what is inlined into `run` is compiled for that width: it is to be a plain loop that
// compilers turn into vectors by themselves, and to call nothing but inline functions. Of a lambda
// all is inlined that is visible where it is. The choice is made at each call and not by the loader
// (ifunc), whose resolvers run before sanitizers are ready.
#pragma once

#include <cstdint>
#include <type_traits>

namespace assay {

/// In the order of their width. AVX-512 is that with VBMI (bytes from anywhere in a vector).
enum class VectorWidth : std::uint8_t { plain, avx2, avx512 };
constexpr VectorWidth kWidestVectors = VectorWidth::avx512;

/// What loops run in: the widest that the processor has. Any thread.
VectorWidth vector_width();

/// Of tests: from now on, nothing wider, in the whole process.
void limit_vector_width(VectorWidth widest);

// What a processor has of AVX-512 to be used; clang cannot be told to prefer vectors of 512 bits.
#if defined(__x86_64__) && defined(__clang__)
#define ASSAY_FOR_AVX2 [[gnu::target("avx2")]]
#define ASSAY_FOR_AVX512 [[gnu::target("avx512f,avx512bw,avx512dq,avx512vl,avx512vbmi")]]
#elif defined(__x86_64__)
#define ASSAY_FOR_AVX2 [[gnu::target("avx2")]]
#define ASSAY_FOR_AVX512 \
  [[gnu::target("avx512f,avx512bw,avx512dq,avx512vl,avx512vbmi,prefer-vector-width=512")]]
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

template <class Lambda>
ASSAY_FOR_AVX2 [[gnu::flatten]] void run_flattened_in_avx2(const Lambda& lambda) {
  lambda();
}

template <class Lambda>
ASSAY_FOR_AVX512 [[gnu::flatten]] void run_flattened_in_avx512(const Lambda& lambda) {
  lambda();
}

/// Calls lambda().
template <class Lambda>
void run_in_wide_vectors(const Lambda& lambda) {
  switch (vector_width()) {
    case VectorWidth::avx512:
      return run_flattened_in_avx512(lambda);
    case VectorWidth::avx2:
      return run_flattened_in_avx2(lambda);
    case VectorWidth::plain:
      return lambda();
  }
}

/// The same of a lambda that is told the width, as the type of its argument, a
/// std::integral_constant: for what compilers do not find by themselves.
template <class Lambda>
void run_in_told_vectors(const Lambda& lambda) {
  switch (vector_width()) {
    case VectorWidth::avx512:
      return run_flattened_in_avx512(
          [&] { lambda(std::integral_constant<VectorWidth, VectorWidth::avx512>()); });
    case VectorWidth::avx2:
      return run_flattened_in_avx2(
          [&] { lambda(std::integral_constant<VectorWidth, VectorWidth::avx2>()); });
    case VectorWidth::plain:
      return lambda(std::integral_constant<VectorWidth, VectorWidth::plain>());
  }
}

#undef ASSAY_FOR_AVX2
#undef ASSAY_FOR_AVX512

}  // namespace assay
