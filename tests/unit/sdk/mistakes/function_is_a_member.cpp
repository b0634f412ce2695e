// SPDX-License-Identifier: Apache-2.0
// says: take the address of one plain function
#include "prelude.hpp"

namespace {
struct Loader {
  Model load(double);
};
}  // namespace

ASSAY_PLUGIN("org.example.plugin", "Plugin", "1.0.0",
             assay::load<&Loader::load>("wrong", assay::param("n")));
