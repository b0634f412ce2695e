// SPDX-License-Identifier: Apache-2.0
// says: two params of an entry have the same name
#include "prelude.hpp"

namespace {
Model wrong(double, double) {
  return {};
}
}  // namespace

ASSAY_PLUGIN("org.example.plugin", "Plugin", "1.0.0",
             assay::load<&wrong>("wrong", assay::param("n"), assay::param("n")));
