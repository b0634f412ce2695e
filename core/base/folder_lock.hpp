// SPDX-License-Identifier: Apache-2.0
// Folders that a process makes for its own time: they are locked as long as it lives, so that those
// of processes that were killed can be told and removed.
#pragma once

#include <filesystem>

#include "core/base/file.hpp"

namespace assay {

/// For who has just made the folder: held until the descriptor is closed. Empty where somebody has
/// taken it for a dead process's, or it is no folder of this user's. A disk that knows no locks
/// does without: nobody can lock it there to remove it.
FileDescriptor lock_new_folder(const std::filesystem::path& folder);

/// For who would remove it: empty where its process lives, it is no folder of this user's (nor a
/// link to one), or the disk knows no locks.
FileDescriptor lock_dead_folder(const std::filesystem::path& folder);

}  // namespace assay
