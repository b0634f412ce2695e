// SPDX-License-Identifier: Apache-2.0
// says: an argument has a type that no definition can give
#include "prelude.hpp"

namespace {
enum class Mode { fast, exact };
Model wrong(Mode) {
  return {};
}
}  // namespace

ASSAY_PLUGIN("org.example.plugin", "Plugin", "1.0.0",
             assay::load<&wrong>("wrong", assay::param("n")));
