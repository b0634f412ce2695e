// SPDX-License-Identifier: Apache-2.0
// says: single images or a batch of them, not both
#include "prelude.hpp"

namespace {
assay::Detections wrong(const assay::Image&, const std::vector<assay::Image>&) {
  return {};
}
}  // namespace

ASSAY_PLUGIN("org.example.plugin", "Plugin", "1.0.0", kLoad,
             assay::predict<&wrong>("wrong", assay::param("image"), assay::param("images")));
