// SPDX-License-Identifier: Apache-2.0
// Reads a plugin's descriptor into plain values, and refuses one that breaks the contract.
#pragma once

#include <assay/abi/plugin.h>

#include "core/plugin/wire/description.hpp"

namespace assay::worker {

/// The entries stand in the plugin's order, so their places are indices into plugin.entries. Throws
/// Refusal naming the entry and parameter at fault.
plugin::wire::Description describe(const assay_plugin_t& plugin);

}  // namespace assay::worker
