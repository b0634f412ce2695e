// SPDX-License-Identifier: Apache-2.0
// says: a choice of a param is not of its argument's type
#include "prelude.hpp"

ASSAY_PLUGIN("org.example.plugin", "Plugin", "1.0.0",
             assay::load<&load>("wrong", assay::param("n").choices("low", "high")));
