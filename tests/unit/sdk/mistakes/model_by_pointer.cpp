// SPDX-License-Identifier: Apache-2.0
// says: it is a pointer; take a model as Model& or const Model&
#include "prelude.hpp"

namespace {
assay::Detections wrong(Model*, const assay::Image&) {
  return {};
}
}  // namespace

ASSAY_PLUGIN("org.example.plugin", "Plugin", "1.0.0", kLoad,
             assay::predict<&wrong>("wrong", assay::param("model"), assay::param("image")));
