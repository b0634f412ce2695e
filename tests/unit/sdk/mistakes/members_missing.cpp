// SPDX-License-Identifier: Apache-2.0
// says: unless it is a type of the SDK, a struct of options, or one whose param has members(...)
#include "prelude.hpp"

namespace {
struct Nms {
  double iou = 0;
  int keep = 0;
};
assay::Detections look(const assay::Image&, const Nms&) {
  return {};
}
Model wrong() {
  return {};
}
}  // namespace

ASSAY_PLUGIN("org.example.plugin", "Plugin", "1.0.0", assay::load<&wrong>("wrong"),
             assay::predict<&look>("look", assay::param("image"), assay::param("nms")));
