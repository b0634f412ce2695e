// SPDX-License-Identifier: Apache-2.0
// A look at a library before a worker opens it: dlopen's own messages mislead ("No such file" for a
// library of another machine), and it crashes on files that were cut off or hangs on a FIFO.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace assay::plugin {

/// What keeps the file from being a shared library for this machine, with a remedy; nullopt when
/// nothing does. Never throws for what is in the file.
std::optional<std::string> find_elf_fault(const std::filesystem::path& path);

}  // namespace assay::plugin
