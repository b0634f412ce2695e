// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

namespace assay::plugin::abi_check {

/// The files of plugin_api/abi, oldest first.
std::span<const std::string_view> golden_texts();

}  // namespace assay::plugin::abi_check
