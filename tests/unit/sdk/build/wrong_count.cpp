// SPDX-License-Identifier: Apache-2.0
// Must not compile: two arguments, one param.
#include <assay/sdk.hpp>

namespace {
struct Model {};
Model load(const std::string&, double) {
  return {};
}
}  // namespace

ASSAY_PLUGIN("a.b", "c", "1", assay::load<&load>("load", assay::param("weights")));
