// SPDX-License-Identifier: Apache-2.0
// says: a predict function that takes one image returns what it found in it
#include "prelude.hpp"

namespace {
std::vector<assay::Detections> wrong(Model&, const assay::Image&) {
  return {};
}
}  // namespace

ASSAY_PLUGIN("org.example.plugin", "Plugin", "1.0.0", kLoad,
             assay::predict<&wrong>("wrong", assay::param("model"), assay::param("image")));
