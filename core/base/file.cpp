// SPDX-License-Identifier: Apache-2.0
#include "core/base/file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "core/base/error.hpp"

namespace assay {

FileDescriptor& FileDescriptor::operator=(FileDescriptor&& other) noexcept {
  if (this != &other) {
    reset();
    fd_ = std::exchange(other.fd_, -1);
  }
  return *this;
}

void FileDescriptor::reset() {
  if (fd_ >= 0) ::close(std::exchange(fd_, -1));
}

void throw_errno(const std::string& what) {
  const bool exhausted = errno == EMFILE || errno == ENFILE || errno == ENOMEM;
  throw Error(exhausted ? ErrorKind::exhausted : ErrorKind::io,
              fmt::format("{}: {}", what, describe_errno(errno)));
}

std::string read_file(const std::filesystem::path& file, std::uint64_t max_bytes,
                      const std::string& name) {
  const std::string shown = name.empty() ? file.string() : name;
  // O_NONBLOCK: opening a FIFO must not hang before fstat can refuse it.
  const FileDescriptor fd(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!fd) throw_errno(fmt::format("cannot open {}", shown));
  struct stat status {};
  if (::fstat(fd.get(), &status) != 0) throw_errno(fmt::format("cannot stat {}", shown));
  if (!S_ISREG(status.st_mode)) {
    throw Error(ErrorKind::io, fmt::format("cannot read {}: not a regular file", shown));
  }
  if (static_cast<std::uint64_t>(status.st_size) > max_bytes) {
    throw Error(ErrorKind::io, fmt::format("{} has {} bytes; at most {} are allowed", shown,
                                           status.st_size, max_bytes));
  }
  // Spare room, since vectorised parsers read over the end and would have to copy the text first.
  constexpr std::size_t kSpare = 64;
  std::string content;
  content.reserve(static_cast<std::size_t>(status.st_size) + kSpare);
  content.resize(static_cast<std::size_t>(status.st_size));
  std::size_t done = 0;
  while (done < content.size()) {
    const ssize_t n = ::read(fd.get(), content.data() + done, content.size() - done);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) throw_errno(fmt::format("cannot read {}", shown));
    if (n == 0) break;
    done += static_cast<std::size_t>(n);
  }
  content.resize(done);
  return content;
}

FileStamp stamp_of(const std::filesystem::path& file) {
  struct stat status {};
  if (::stat(file.c_str(), &status) != 0) return {};
  constexpr std::int64_t kNanoseconds = 1'000'000'000;
  return {static_cast<std::uint64_t>(status.st_size),
          status.st_mtim.tv_sec * kNanoseconds + status.st_mtim.tv_nsec};
}

void write_all(int fd, std::string_view bytes, const std::string& name) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(fd, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) throw_errno(fmt::format("cannot write {}", name));
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
}

namespace {

/// A device, pipe or socket keeps being what it is.
void write_in_place(const std::filesystem::path& file, std::string_view content) {
  const FileDescriptor fd(::open(file.c_str(), O_WRONLY | O_CLOEXEC));
  if (!fd) throw_errno(fmt::format("cannot open {}", file.string()));
  write_all(fd.get(), content, file.string());
}

}  // namespace

void replace_file(const std::filesystem::path& file, std::string_view content) {
  const std::filesystem::path temporary = file.string() + ".assay-tmp";
  // What an earlier process left behind, or somebody put there: O_EXCL opens nothing but a new
  // file.
  ::unlink(temporary.c_str());
  {
    const FileDescriptor fd(
        ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
    if (!fd) throw_errno(fmt::format("cannot create {}", temporary.string()));
    write_all(fd.get(), content, temporary.string());
    if (::fdatasync(fd.get()) != 0) throw_errno(fmt::format("cannot sync {}", temporary.string()));
  }
  if (::rename(temporary.c_str(), file.c_str()) != 0) {
    throw_errno(fmt::format("cannot rename {} to {}", temporary.string(), file.string()));
  }
  sync_directory(file.parent_path());
}

void write_file_atomically(const std::filesystem::path& file, std::string_view content) {
  std::error_code error;
  const auto status = std::filesystem::status(file, error);
  if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status)) {
    write_in_place(file, content);
    return;
  }
  // A link keeps pointing to where it points: its target is what is replaced.
  std::filesystem::path target = file;
  if (status.type() == std::filesystem::file_type::regular) {
    target = std::filesystem::canonical(file, error);
  }
  if (error && status.type() != std::filesystem::file_type::not_found) {
    throw Error(ErrorKind::io,
                fmt::format("cannot write {}: {}", file.string(), describe_errno(error.value())));
  }
  replace_file(target, content);
}

void sync_directory(const std::filesystem::path& directory) {
  const std::filesystem::path target = directory.empty() ? "." : directory;
  const FileDescriptor fd(::open(target.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!fd) throw_errno(fmt::format("cannot open {}", target.string()));
  if (::fsync(fd.get()) != 0) throw_errno(fmt::format("cannot sync {}", target.string()));
}

}  // namespace assay
