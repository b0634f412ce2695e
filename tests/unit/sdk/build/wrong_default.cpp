// SPDX-License-Identifier: Apache-2.0
// Must not compile: text as the default of a number.
#include <assay/sdk.hpp>

namespace {
struct Model {};
Model load(double) {
  return {};
}
}  // namespace

ASSAY_PLUGIN("a.b", "c", "1", assay::load<&load>("load", assay::param("n").optional("high")));
