// SPDX-License-Identifier: Apache-2.0
#include "core/definition/path_fault.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>

#include "core/base/error.hpp"

namespace assay::definition {
namespace {

namespace fs = std::filesystem;

bool fits(const fs::file_status& status, PathKind wanted) {
  if (fs::is_directory(status)) return wanted != PathKind::file;
  return fs::is_regular_file(status) && wanted != PathKind::folder;
}

std::string_view name_of(PathKind kind) {
  switch (kind) {
    case PathKind::file:
      return "regular file";
    case PathKind::folder:
      return "folder";
    case PathKind::either:
      break;
  }
  return "regular file or folder";
}

std::string unreadable(const fs::path& path, int code) {
  return fmt::format("cannot read {}: {}; correct its permissions or the path", path.string(),
                     describe_errno(code));
}

std::optional<std::string> fault_in(const fs::path& path, PathKind wanted) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (status.type() == fs::file_type::not_found) {
    return fmt::format("there is no {} {}; put it there or correct the path",
                       wanted == PathKind::folder ? "folder" : "file", path.string());
  }
  if (!fs::status_known(status)) return unreadable(path, error.value());
  if (!fits(status, wanted)) {
    return fmt::format("{} is not a {}; correct the path", path.string(), name_of(wanted));
  }
  const int wish = fs::is_directory(status) ? R_OK | X_OK : R_OK;
  if (::access(path.c_str(), wish) != 0) return unreadable(path, errno);
  return std::nullopt;
}

}  // namespace

std::optional<std::string> fault_in_path(const fs::path& path, PathKind wanted,
                                         std::string_view start) {
  auto fault = fault_in(path, wanted);
  if (fault) *fault += fmt::format(" (it starts at {})", start);
  return fault;
}

}  // namespace assay::definition
