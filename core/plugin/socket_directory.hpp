// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "core/base/file.hpp"

namespace assay::plugin {

/// A folder for sockets that only this user can enter, with a path short enough for them (108 bytes
/// with the name); removed with what is in it, or by the next of this user's when the process was
/// killed: it is locked as long as somebody lives who uses it.
class SocketDirectory {
 public:
  /// In XDG_RUNTIME_DIR or /tmp. Throws Error{io}.
  SocketDirectory();
  /// In the first of these in which one can be made; what dead processes left in it goes.
  explicit SocketDirectory(const std::vector<std::string>& places);
  SocketDirectory(const SocketDirectory&) = delete;
  SocketDirectory& operator=(const SocketDirectory&) = delete;
  ~SocketDirectory();

  const std::filesystem::path& path() const { return path_; }
  /// A path in it that was never given out before.
  std::string next_name();

 private:
  bool make_in(const std::string& place);

  std::filesystem::path path_;
  FileDescriptor lock_;
  std::size_t names_ = 0;
};

}  // namespace assay::plugin
