// SPDX-License-Identifier: Apache-2.0
// says: a predict function that takes a batch returns a std::vector with one element for each
// datapoint
#include "prelude.hpp"

namespace {
assay::Detections wrong(Model&, const std::vector<assay::Image>&) {
  return {};
}
}  // namespace

ASSAY_PLUGIN("org.example.plugin", "Plugin", "1.0.0", kLoad,
             assay::predict<&wrong>("wrong", assay::param("model"), assay::param("image")));
