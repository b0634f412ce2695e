// SPDX-License-Identifier: Apache-2.0
// Must not compile: a pointer is nothing that a definition can give.
#include <assay/sdk.hpp>

namespace {
struct Model {};
Model load(const char*) {
  return {};
}
}  // namespace

ASSAY_PLUGIN("a.b", "c", "1", assay::load<&load>("load", assay::param("weights")));
