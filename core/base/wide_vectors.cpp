// SPDX-License-Identifier: Apache-2.0
#include "core/base/wide_vectors.hpp"

#include <algorithm>
#include <atomic>

namespace assay {
namespace {

VectorWidth widest_of_processor() {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512bw") != 0 &&
      __builtin_cpu_supports("avx512dq") != 0 && __builtin_cpu_supports("avx512vl") != 0 &&
      __builtin_cpu_supports("avx512vbmi") != 0) {
    return VectorWidth::avx512;
  }
  if (__builtin_cpu_supports("avx2") != 0) return VectorWidth::avx2;
#endif
  return VectorWidth::plain;
}

std::atomic<VectorWidth>& width() {
  static std::atomic<VectorWidth> width{widest_of_processor()};
  return width;
}

}  // namespace

VectorWidth vector_width() {
  return width().load(std::memory_order_relaxed);
}

void limit_vector_width(VectorWidth widest) {
  width().store(std::min(widest, widest_of_processor()), std::memory_order_relaxed);
}

}  // namespace assay
