// SPDX-License-Identifier: Apache-2.0
// Structs that a plugin gives, as the first minor of this major had them: no plugin may give less,
// and one that was compiled then gives no more. What is younger is read after ASSAY_HAS.
#pragma once

#include <assay/abi/plugin.h>

namespace assay::worker {

inline constexpr std::uint32_t kFirstPluginBytes = ASSAY_END_OF(assay_plugin_t, extension);

inline bool is_whole(const assay_plugin_t& plugin) {
  return plugin.struct_size >= kFirstPluginBytes;
}
inline bool is_whole(const assay_entry_t& entry) {
  return ASSAY_HAS(&entry, assay_entry_t, unload);
}
inline bool is_whole(const assay_param_t& parameter) {
  return ASSAY_HAS(&parameter, assay_param_t, max_elements);
}
inline bool is_whole(const assay_field_t& field) {
  return ASSAY_HAS(&field, assay_field_t, input);
}

}  // namespace assay::worker
