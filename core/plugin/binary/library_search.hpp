// SPDX-License-Identifier: Apache-2.0
// Where this machine's loader would find the libraries that a library needs.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/plugin/binary/dynamic_section.hpp"

namespace assay::plugin::binary {

/// Folders in the order they are searched: RUNPATH (or RPATH) with $ORIGIN filled in, then the
/// system's, as /etc/ld.so.conf names them. LD_LIBRARY_PATH does not count: it is the caller's.
std::vector<std::filesystem::path> search_folders(const DynamicSection& section,
                                                  const std::filesystem::path& file);

/// The library of that name for this machine, if it is there.
std::optional<std::filesystem::path> find_library(
    const std::string& name, const std::vector<std::filesystem::path>& folders);

}  // namespace assay::plugin::binary
