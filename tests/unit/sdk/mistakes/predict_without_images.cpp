// SPDX-License-Identifier: Apache-2.0
// says: a predict function takes an assay::Image or assay::Datapoint
#include "prelude.hpp"

namespace {
assay::Detections wrong(Model&, double) {
  return {};
}
}  // namespace

ASSAY_PLUGIN("org.example.plugin", "Plugin", "1.0.0", kLoad,
             assay::predict<&wrong>("wrong", assay::param("model"), assay::param("n")));
