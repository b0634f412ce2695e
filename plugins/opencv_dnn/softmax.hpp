// SPDX-License-Identifier: Apache-2.0
// From logits to probabilities, in place.
#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

namespace opencv_dnn {

/// `values` is not empty.
inline void apply_softmax(std::vector<float>& values) {
  const float highest = *std::max_element(values.begin(), values.end());
  double sum = 0;
  for (float& value : values) {
    value = std::exp(value - highest);
    sum += static_cast<double>(value);
  }
  for (float& value : values) value = static_cast<float>(static_cast<double>(value) / sum);
}

}  // namespace opencv_dnn
