// SPDX-License-Identifier: Apache-2.0
// From a module's name in the definition to its file. resolve_module() is in worker_predictor.hpp.
#pragma once

#include <filesystem>
#include <optional>

namespace assay::plugin {

/// The newest source of `library` (by its name) below `repository` that is newer than it, so that
/// someone who forgot to build is told. Looks at a bounded number of files; unreadable folders are
/// passed over.
std::optional<std::filesystem::path> newer_source(const std::filesystem::path& repository,
                                                  const std::filesystem::path& library);

}  // namespace assay::plugin
