// SPDX-License-Identifier: Apache-2.0
// CRC-32 (IEEE 802.3, as zlib's), to notice torn or rotten journal lines.
#pragma once

#include <cstdint>
#include <string_view>

namespace assay {

std::uint32_t crc32(std::string_view bytes);

}  // namespace assay
