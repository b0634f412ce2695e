// SPDX-License-Identifier: Apache-2.0
// says: after the name of an entry come its assay::param(...) alone
#include "prelude.hpp"

namespace {
Model wrong(double) {
  return {};
}
}  // namespace

ASSAY_PLUGIN("org.example.plugin", "Plugin", "1.0.0", assay::load<&wrong>("wrong", "n"));
