// SPDX-License-Identifier: Apache-2.0
// says: is a parenthesis in the wrong place?
#include "prelude.hpp"

ASSAY_PLUGIN("org.example.plugin", "Plugin", "1.0.0", kLoad, kPredict, assay::param("threshold"));
