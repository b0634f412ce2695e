// SPDX-License-Identifier: Apache-2.0
// says: a load function returns the model: a std::unique_ptr<Model>, or a Model
#include "prelude.hpp"

namespace {
void wrong(double) {}
}  // namespace

ASSAY_PLUGIN("org.example.plugin", "Plugin", "1.0.0",
             assay::load<&wrong>("wrong", assay::param("n")));
