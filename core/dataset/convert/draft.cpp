// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/convert/draft.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <string>
#include <vector>

#include "core/base/error.hpp"
#include "core/base/folder_lock.hpp"

namespace assay::dataset::convert {
namespace {

namespace fs = std::filesystem;

/// What the names of a folder's drafts begin with; the rest is the process.
std::string prefix_of(const fs::path& directory) {
  return fmt::format(".{}.assay-", directory.filename().string());
}

bool is_draft_of(const fs::path& directory, const fs::path& path) {
  const std::string name = path.filename().string();
  const std::string prefix = prefix_of(directory);
  return name.size() > prefix.size() && name.starts_with(prefix) &&
         name.find_first_not_of("0123456789", prefix.size()) == std::string::npos;
}

}  // namespace

Draft::Draft(const fs::path& directory) : directory_(fs::absolute(directory).lexically_normal()) {
  if (!directory_.has_filename()) directory_ = directory_.parent_path();
  std::error_code error;
  if (fs::exists(fs::symlink_status(directory_, error))) {
    throw Error(ErrorKind::usage,
                fmt::format("{} exists already; name another folder", directory_.string()));
  }
  fs::create_directories(directory_.parent_path(), error);
  if (error) cannot("make", directory_.parent_path(), error);
  remove_dead_ones();
  make();
}

Draft::~Draft() {
  std::error_code ignored;
  fs::remove_all(draft_, ignored);  // nothing, where it has become the folder
}

void Draft::remove_dead_ones() const {
  std::error_code ignored;
  std::vector<fs::path> found;
  for (fs::directory_iterator at(directory_.parent_path(), ignored), end; at != end;
       at.increment(ignored)) {
    if (is_draft_of(directory_, at->path())) found.push_back(at->path());
  }
  for (const fs::path& draft : found) {
    if (const FileDescriptor held = lock_dead_folder(draft)) fs::remove_all(draft, ignored);
  }
}

void Draft::make() {
  constexpr int kTries = 100;
  const fs::path draft =
      directory_.parent_path() / (prefix_of(directory_) + std::to_string(::getpid()));
  for (int i = 0; i < kTries; ++i) {
    std::error_code error;
    const bool made = fs::create_directory(draft, error);
    if (error) cannot("make", draft, error);
    if (!made) continue;  // a process of that number has it, in another namespace
    lock_ = lock_new_folder(draft);
    if (!lock_) continue;
    draft_ = draft;
    return;
  }
  cannot("make", draft, std::make_error_code(std::errc::device_or_resource_busy));
}

void Draft::publish() {
  std::error_code error;
  fs::rename(draft_, directory_, error);
  if (error) cannot("make", directory_, error);
}

void write_text(const fs::path& file, std::string_view text) {
  std::error_code error;
  fs::create_directories(file.parent_path(), error);
  if (error) cannot("make", file.parent_path(), error);
  std::ofstream stream(file, std::ios::binary);
  stream.write(text.data(), static_cast<std::streamsize>(text.size()));
  stream.close();
  if (!stream) cannot("write", file, {errno, std::generic_category()});
}

void cannot(std::string_view verb, const fs::path& path, const std::error_code& error) {
  throw Error(ErrorKind::io,
              fmt::format("cannot {} {}: {}", verb, path.string(), describe_errno(error.value())));
}

}  // namespace assay::dataset::convert
