// SPDX-License-Identifier: Apache-2.0
// says: the name of an entry is an identifier
#include "prelude.hpp"

ASSAY_PLUGIN("org.example.plugin", "Plugin", "1.0.0",
             assay::load<&load>("my load", assay::param("n")));
