// SPDX-License-Identifier: Apache-2.0
// What a conversion writes to the disk, and where: all of it is there, or nothing.
#pragma once

#include <filesystem>
#include <string_view>
#include <system_error>

#include "core/base/file.hpp"

namespace assay::dataset::convert {

/// A folder beside the wanted one, `.NAME.assay-PID`, that takes its place when everything is in
/// it. Removed when it does not; where the process was killed, by the next draft of the same
/// folder: it is locked as long as its process lives.
class Draft {
 public:
  /// Makes the folders above it. Throws Error{usage} where the wanted one exists, Error{io}.
  explicit Draft(const std::filesystem::path& directory);
  Draft(const Draft&) = delete;
  Draft& operator=(const Draft&) = delete;
  ~Draft();

  const std::filesystem::path& path() const { return draft_; }

  /// Throws Error{io}.
  void publish();

 private:
  void remove_dead_ones() const;
  void make();

  std::filesystem::path directory_;
  std::filesystem::path draft_;
  FileDescriptor lock_;
};

/// Writes a file, making its folders. Throws Error{io}.
void write_text(const std::filesystem::path& file, std::string_view text);

/// Error{io} "cannot <verb> <path>: <what the system says>".
[[noreturn]] void cannot(std::string_view verb, const std::filesystem::path& path,
                         const std::error_code& error);

}  // namespace assay::dataset::convert
