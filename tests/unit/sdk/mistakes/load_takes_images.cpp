// SPDX-License-Identifier: Apache-2.0
// says: a load function takes no images
#include "prelude.hpp"

namespace {
Model wrong(const assay::Image&) {
  return {};
}
}  // namespace

ASSAY_PLUGIN("org.example.plugin", "Plugin", "1.0.0",
             assay::load<&wrong>("wrong", assay::param("image")));
