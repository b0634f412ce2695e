// SPDX-License-Identifier: Apache-2.0
// COCO's compressed run lengths, only as far as needed to know that a string is one.
#pragma once

#include <cstdint>
#include <string_view>

namespace assay::plugin {

/// The string decodes to runs that cover exactly `pixels` pixels.
bool is_rle_of(std::string_view text, std::int64_t pixels);

}  // namespace assay::plugin
