// SPDX-License-Identifier: Apache-2.0
// says: a list or map of structs cannot be given
#include "prelude.hpp"

namespace {
struct Nms {
  double iou = 0;
  int keep = 0;
};
Model wrong(const std::vector<Nms>&) {
  return {};
}
}  // namespace

ASSAY_PLUGIN("org.example.plugin", "Plugin", "1.0.0",
             assay::load<&wrong>("wrong",
                                 assay::param("all").members(assay::param<&Nms::iou>("iou"))));
