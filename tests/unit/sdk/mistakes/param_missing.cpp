// SPDX-License-Identifier: Apache-2.0
// says: an argument lacks its param: give exactly one assay::param for each argument
#include "prelude.hpp"

namespace {
Model wrong(const std::string&, double) {
  return {};
}
}  // namespace

ASSAY_PLUGIN("org.example.plugin", "Plugin", "1.0.0",
             assay::load<&wrong>("wrong", assay::param("n")));
