// SPDX-License-Identifier: Apache-2.0
// Files and descriptors: whole files in, whole files out (all or nothing), descriptors that close.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>

namespace assay {

/// Owns a POSIX file descriptor.
class FileDescriptor {
 public:
  FileDescriptor() = default;
  explicit FileDescriptor(int fd) : fd_(fd) {}
  FileDescriptor(FileDescriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  FileDescriptor& operator=(FileDescriptor&& other) noexcept;
  ~FileDescriptor() { reset(); }

  int get() const { return fd_; }
  explicit operator bool() const { return fd_ >= 0; }
  int release() { return std::exchange(fd_, -1); }
  void reset();

 private:
  int fd_ = -1;
};

/// An Error of kind io (or exhausted, where errno says so): "<what>: <text of errno>", with what to
/// do where a limit is reached.
[[noreturn]] void throw_errno(const std::string& what);

/// The whole file. Throws Error{io}, also when it is larger than `max_bytes` or not a regular file.
/// Messages call it `name` ("": its path), for those who must not show paths.
std::string read_file(const std::filesystem::path& file,
                      std::uint64_t max_bytes = std::uint64_t{1} << 33,
                      const std::string& name = "");

/// What changes with a file's content: its size, and when it was last written (ns since 1970).
/// Zeros for a file that is not there.
struct FileStamp {
  std::uint64_t bytes = 0;
  std::int64_t modified_ns = 0;
  bool operator==(const FileStamp&) const = default;
};
FileStamp stamp_of(const std::filesystem::path& file);

/// Writes all of it, retrying short writes. Throws Error{io}.
void write_all(int fd, std::string_view bytes, const std::string& name);

/// Makes `file` a regular file that holds `content`, or leaves what was there: temporary file,
/// fdatasync, rename, fsync of the folder. A link or a pipe in its place, or in that of the
/// temporary file, is replaced. For files of our own. Throws Error{io}.
void replace_file(const std::filesystem::path& file, std::string_view content);

/// replace_file() for files that a user names: a link stays, and its target is replaced. What is no
/// regular file (/dev/null, a pipe) is written to.
void write_file_atomically(const std::filesystem::path& file, std::string_view content);

/// Makes the folder's entries durable. Throws Error{io}.
void sync_directory(const std::filesystem::path& directory);

}  // namespace assay
