// SPDX-License-Identifier: Apache-2.0
// What a library does when it is loaded, as far as its code tells without running.
#pragma once

#include "core/plugin/binary/relocations.hpp"

namespace assay::plugin::binary {

/// A function of DT_INIT_ARRAY changes the floating-point mode of whoever loads the library, as
/// those do that -ffast-math links in (crtfastmath). Known for x86-64 and AArch64.
bool changes_floating_point(const ElfFile& file, const DynamicSection& section,
                            const Relocations& relocations);

}  // namespace assay::plugin::binary
