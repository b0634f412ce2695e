// SPDX-License-Identifier: Apache-2.0
#include "core/base/wide_vectors.hpp"

#include <gtest/gtest.h>

#include <span>
#include <vector>

namespace assay {
namespace {

/// A product and a sum, which some processors can round as one.
struct Line {
  [[gnu::always_inline]] static inline void run(std::span<float> values) {
    for (float& value : values) value = value * 1.1F + 0.3F;
  }
};

std::vector<float> line_at(VectorWidth width) {
  std::vector<float> values;
  for (int i = 0; i < 1000; ++i) values.push_back(0.37F * static_cast<float>(i));
  limit_vector_width(width);
  run_in_wide_vectors<Line>(std::span(values));
  limit_vector_width(kWidestVectors);
  return values;
}

TEST(WideVectors, GiveWhatPlainOnesGive) {
  EXPECT_EQ(line_at(VectorWidth::avx512), line_at(VectorWidth::plain));
  EXPECT_EQ(line_at(VectorWidth::avx2), line_at(VectorWidth::plain));
}

TEST(WideVectors, AreNoWiderThanAllowed) {
  const VectorWidth widest = vector_width();
  limit_vector_width(VectorWidth::plain);
  EXPECT_EQ(vector_width(), VectorWidth::plain);
  limit_vector_width(kWidestVectors);
  EXPECT_EQ(vector_width(), widest);
}

}  // namespace
}  // namespace assay
