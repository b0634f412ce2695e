// SPDX-License-Identifier: Apache-2.0
// says: a member that is a struct has a param with members(...)
#include "prelude.hpp"

namespace {
struct Nms {
  double iou = 0;
  int keep = 0;
};
struct Options {
  Nms nms;
};
Model wrong(const Options&) {
  return {};
}
}  // namespace

ASSAY_PLUGIN("org.example.plugin", "Plugin", "1.0.0",
             assay::load<&wrong>(
                 "wrong", assay::param("options").members(assay::param<&Options::nms>("nms"))));
