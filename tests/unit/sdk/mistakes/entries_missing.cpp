// SPDX-License-Identifier: Apache-2.0
// says: after id, name and version come
#include "prelude.hpp"

ASSAY_PLUGIN("org.example.plugin", "Plugin", "1.0.0");
