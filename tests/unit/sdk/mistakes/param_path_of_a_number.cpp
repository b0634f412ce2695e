// SPDX-License-Identifier: Apache-2.0
// says: path() is for params that are text
#include "prelude.hpp"

ASSAY_PLUGIN("org.example.plugin", "Plugin", "1.0.0",
             assay::load<&load>("wrong", assay::param("n").path()));
