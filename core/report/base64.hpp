// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace assay::report {

/// Standard alphabet, padded, on one line.
std::string base64(std::string_view bytes);

}  // namespace assay::report
