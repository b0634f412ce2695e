// SPDX-License-Identifier: Apache-2.0
// A codec module that was left behind by another build of assay.
#include "core/image/codecs/table.hpp"

namespace assay::image::codecs {

extern "C" [[gnu::visibility("default")]] const Table* assay_codecs() noexcept {
  static constexpr Table kTable{
      ASSAY_TEST_REVISION, ASSAY_TEST_TABLE_BYTES, nullptr, nullptr, nullptr, nullptr};
  return &kTable;
}

}  // namespace assay::image::codecs
