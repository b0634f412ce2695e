// SPDX-License-Identifier: Apache-2.0
// says: predict returns a type without fields
#include "prelude.hpp"

namespace {
void wrong(Model&, const assay::Image&) {}
}  // namespace

ASSAY_PLUGIN("org.example.plugin", "Plugin", "1.0.0", kLoad,
             assay::predict<&wrong>("wrong", assay::param("model"), assay::param("image")));
