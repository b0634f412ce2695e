// SPDX-License-Identifier: Apache-2.0
// says: a struct with members(...) needs a constructor without arguments
#include "prelude.hpp"

namespace {
struct Nms {
  explicit Nms(double value) : iou(value) {}
  double iou;
};
Model wrong(const Nms&) {
  return {};
}
}  // namespace

ASSAY_PLUGIN("org.example.plugin", "Plugin", "1.0.0",
             assay::load<&wrong>("wrong",
                                 assay::param("nms").members(assay::param<&Nms::iou>("iou"))));
