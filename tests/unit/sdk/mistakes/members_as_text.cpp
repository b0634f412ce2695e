// SPDX-License-Identifier: Apache-2.0
// says: members(...) takes an assay::param<&Struct::member>(...) for each key of the map
#include "prelude.hpp"

namespace {
struct Nms {
  double iou = 0;
  int keep = 0;
};
Model wrong(const Nms&) {
  return {};
}
}  // namespace

ASSAY_PLUGIN("org.example.plugin", "Plugin", "1.0.0",
             assay::load<&wrong>("wrong", assay::param("nms").members("iou", "keep")));
