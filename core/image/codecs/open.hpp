// SPDX-License-Identifier: Apache-2.0
// Opens the codec module. It stays open for the rest of the process.
#pragma once

#include <filesystem>

#include "core/image/codecs/table.hpp"

namespace assay::image::codecs {

/// The functions of a module. Throws Error{io} that names the file, the cause and the remedy when
/// it is missing, cannot be loaded or is of another build of assay.
const Table& open(const std::filesystem::path& module);

/// Those of the module that comes with this executable, opened by the first call. Safe from any
/// number of threads. Throws as above, and tries again at the next call.
const Table& table();

}  // namespace assay::image::codecs
