// SPDX-License-Identifier: Apache-2.0
// says: two entries of the plugin have the same name
#include "prelude.hpp"

ASSAY_PLUGIN("org.example.plugin", "Plugin", "1.0.0", kLoad, kLoad);
