// SPDX-License-Identifier: Apache-2.0
// says: a param lacks its argument: give exactly one assay::param for each argument
#include "prelude.hpp"

namespace {
Model wrong(double) {
  return {};
}
}  // namespace

ASSAY_PLUGIN("org.example.plugin", "Plugin", "1.0.0",
             assay::load<&wrong>("wrong", assay::param("n"), assay::param("m")));
