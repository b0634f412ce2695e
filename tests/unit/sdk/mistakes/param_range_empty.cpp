// SPDX-License-Identifier: Apache-2.0
// says: the least value of a param is above its greatest
#include "prelude.hpp"

ASSAY_PLUGIN("org.example.plugin", "Plugin", "1.0.0",
             assay::load<&load>("wrong", assay::param("n").between(1, 0)));
