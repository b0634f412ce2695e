// SPDX-License-Identifier: Apache-2.0
// says: members(...) is for an argument that is the struct of these members, or a std::optional of
// it; a list or map of structs cannot be given
#include "prelude.hpp"

namespace {
struct Nms {
  double iou = 0;
  int keep = 0;
};
struct Other {
  int size = 0;
};
Model wrong(const Nms&) {
  return {};
}
}  // namespace

ASSAY_PLUGIN("org.example.plugin", "Plugin", "1.0.0",
             assay::load<&wrong>("wrong",
                                 assay::param("nms").members(assay::param<&Other::size>("size"))));
