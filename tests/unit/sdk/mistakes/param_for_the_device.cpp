// SPDX-License-Identifier: Apache-2.0
// says: assay::Device and assay::Context come from the call and take no assay::param
#include "prelude.hpp"

namespace {
Model wrong(double, assay::Device) {
  return {};
}
}  // namespace

ASSAY_PLUGIN("org.example.plugin", "Plugin", "1.0.0",
             assay::load<&wrong>("wrong", assay::param("n"), assay::param("device")));
