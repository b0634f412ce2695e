// SPDX-License-Identifier: Apache-2.0
#include "core/definition/path_fault.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <vector>

#include "core/base/error.hpp"
#include "core/base/nearest.hpp"
#include "core/definition/problems.hpp"

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

/// The entry of its folder that is meant, by its name.
std::optional<std::string> entry_near(const fs::path& path) {
  constexpr std::size_t kMost = 1000;  // in a folder of many images no name is a typo of another
  std::vector<std::string> names;
  std::error_code error;
  for (fs::directory_iterator entry(path.parent_path(), error), end; !error && entry != end;
       entry.increment(error)) {
    if (names.size() == kMost) return std::nullopt;
    names.push_back(entry->path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return nearest(path.filename().string(), names);
}

std::optional<std::string> fault_in(const fs::path& path, PathKind wanted) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (status.type() == fs::file_type::not_found) {
    const auto near = entry_near(path);
    return fmt::format("there is no {} {}; {}", wanted == PathKind::folder ? "folder" : "file",
                       path.string(),
                       near ? fmt::format("did you mean {}?", in_quotes(*near))
                            : "put it there or correct the path");
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

std::optional<std::string> fault_of_url(std::string_view text) {
  if (text.find("://") == std::string_view::npos && !text.starts_with("git@")) return std::nullopt;
  return "is a url; assay reads local files only, so fetch it and give its path";
}

std::optional<std::string> fault_in_path(const fs::path& path, PathKind wanted,
                                         std::string_view start) {
  auto fault = fault_in(path, wanted);
  const bool suggests = fault && fault->ends_with('?');  // a neighbour: then the folder is right
  if (fault && !suggests) *fault += fmt::format(" (it starts at {})", start);
  return fault;
}

}  // namespace assay::definition
