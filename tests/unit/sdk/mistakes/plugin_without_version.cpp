// SPDX-License-Identifier: Apache-2.0
// says: a plugin has an id, a name and a version
#include "prelude.hpp"

ASSAY_PLUGIN("org.example.plugin", "Plugin", "", kLoad, kPredict);
