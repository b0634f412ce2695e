// SPDX-License-Identifier: Apache-2.0
// says: an entry takes a model that no load of this plugin makes
#include "prelude.hpp"

namespace {
struct Other {};
assay::Detections wrong(Other&, const assay::Image&) {
  return {};
}
}  // namespace

ASSAY_PLUGIN("org.example.plugin", "Plugin", "1.0.0", kLoad,
             assay::predict<&wrong>("wrong", assay::param("model"), assay::param("image")));
