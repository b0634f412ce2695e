// SPDX-License-Identifier: Apache-2.0
// The plugin's library: opened once, never closed.
#pragma once

#include <assay/abi/plugin.h>

#include <string>

namespace assay::worker {

/// Opens the library and checks the head of its descriptor (magic, sizes, versions). The descriptor
/// lives as long as the process. Throws Refusal naming cause and remedy.
const assay_plugin_t& open_plugin(const std::string& file);

}  // namespace assay::worker
