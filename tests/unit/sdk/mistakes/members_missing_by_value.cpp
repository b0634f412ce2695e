// SPDX-License-Identifier: Apache-2.0
// says: and the param of a struct from a map its members(...)
#include "prelude.hpp"

namespace {
struct Nms {
  double iou = 0;
  int keep = 0;
};
Model wrong(Nms) {
  return {};
}
}  // namespace

ASSAY_PLUGIN("org.example.plugin", "Plugin", "1.0.0",
             assay::load<&wrong>("wrong", assay::param("nms")));
