// SPDX-License-Identifier: Apache-2.0
#include "core/report/base64.hpp"

#include <openssl/evp.h>

namespace assay::report {

std::string base64(std::string_view bytes) {
  std::string text((bytes.size() + 2) / 3 * 4, '\0');
  // OpenSSL writes a NUL behind it, where std::string keeps its own.
  EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                  reinterpret_cast<const unsigned char*>(bytes.data()),
                  static_cast<int>(bytes.size()));
  return text;
}

}  // namespace assay::report
