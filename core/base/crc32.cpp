// SPDX-License-Identifier: Apache-2.0
#include "core/base/crc32.hpp"

#include <zlib.h>

namespace assay {

std::uint32_t crc32(std::string_view bytes) {
  const auto* data = reinterpret_cast<const Bytef*>(bytes.data());
  return static_cast<std::uint32_t>(::crc32_z(0, data, bytes.size()));
}

}  // namespace assay
