// SPDX-License-Identifier: Apache-2.0
// says: the default of a param has not as many elements as its std::array
#include "prelude.hpp"

#include <array>

namespace {
Model wrong(std::array<int, 3>) {
  return {};
}
}  // namespace

ASSAY_PLUGIN("org.example.plugin", "Plugin", "1.0.0",
             assay::load<&wrong>("wrong", assay::param("n").optional({1, 2})));
