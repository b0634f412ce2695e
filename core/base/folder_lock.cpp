// SPDX-License-Identifier: Apache-2.0
#include "core/base/folder_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace assay {
namespace {

FileDescriptor open_own_folder(const std::filesystem::path& folder) {
  FileDescriptor opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  struct stat status {};
  if (!opened || ::fstat(opened.get(), &status) != 0 || status.st_uid != ::geteuid()) return {};
  return opened;
}

bool is_removed(const FileDescriptor& folder) {
  struct stat status {};
  return ::fstat(folder.get(), &status) != 0 || status.st_nlink == 0;
}

}  // namespace

FileDescriptor lock_new_folder(const std::filesystem::path& folder) {
  FileDescriptor opened = open_own_folder(folder);
  if (!opened) return {};
  const bool taken = ::flock(opened.get(), LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
  // Before it was locked somebody may have taken it for a dead one's.
  if (taken || is_removed(opened)) return {};
  return opened;
}

FileDescriptor lock_dead_folder(const std::filesystem::path& folder) {
  FileDescriptor opened = open_own_folder(folder);
  if (!opened || ::flock(opened.get(), LOCK_EX | LOCK_NB) != 0) return {};
  return opened;
}

}  // namespace assay
