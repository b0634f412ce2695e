// SPDX-License-Identifier: Apache-2.0
// says: the default of a param is outside its range
#include "prelude.hpp"

ASSAY_PLUGIN("org.example.plugin", "Plugin", "1.0.0",
             assay::load<&load>("wrong", assay::param("n").optional(2).between(0, 1)));
