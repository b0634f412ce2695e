// SPDX-License-Identifier: Apache-2.0
// says: a range is for params that are numbers
#include "prelude.hpp"

namespace {
Model wrong(const std::string&) {
  return {};
}
}  // namespace

ASSAY_PLUGIN("org.example.plugin", "Plugin", "1.0.0",
             assay::load<&wrong>("wrong", assay::param("n").between(0, 1)));
