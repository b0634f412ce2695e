// SPDX-License-Identifier: Apache-2.0
#include "core/plugin/socket_directory.hpp"

#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <string_view>

#include "core/base/folder_lock.hpp"

namespace assay::plugin {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kPattern = "assay-XXXXXX";

std::vector<std::string> usual_places() {
  constexpr std::size_t kLongest = 60;
  const char* run = std::getenv("XDG_RUNTIME_DIR");
  if (run == nullptr || run[0] != '/' || std::strlen(run) >= kLongest) return {"/tmp"};
  return {run, "/tmp"};
}

bool is_named_like_ours(const fs::path& path) {
  const std::string name = path.filename().string();
  return name.size() == kPattern.size() && name.starts_with(kPattern.substr(0, 6)) &&
         name.find_first_of("-.", 6) == std::string::npos;
}

/// Sockets, and the folder unless there is something else in it.
void remove_if_dead(const fs::path& folder) {
  const FileDescriptor held = lock_dead_folder(folder);
  if (!held) return;
  std::error_code ignored;
  std::vector<fs::path> sockets;
  for (fs::directory_iterator at(folder, ignored), end; at != end; at.increment(ignored)) {
    if (at->is_socket(ignored)) sockets.push_back(at->path());
  }
  for (const fs::path& socket : sockets) fs::remove(socket, ignored);
  ::rmdir(folder.c_str());
}

void remove_dead_ones(const std::string& place) {
  std::error_code ignored;
  std::vector<fs::path> found;
  for (fs::directory_iterator at(place, ignored), end; at != end; at.increment(ignored)) {
    if (is_named_like_ours(at->path())) found.push_back(at->path());
  }
  for (const fs::path& folder : found) remove_if_dead(folder);
}

}  // namespace

SocketDirectory::SocketDirectory() : SocketDirectory(usual_places()) {}

SocketDirectory::SocketDirectory(const std::vector<std::string>& places) {
  for (const std::string& place : places) {
    if (!make_in(place)) continue;
    remove_dead_ones(place);
    return;
  }
  throw_errno("cannot make a folder for sockets in " + places.back());
}

bool SocketDirectory::make_in(const std::string& place) {
  constexpr int kTries = 100;
  for (int i = 0; i < kTries; ++i) {
    std::string name = place + "/" + std::string(kPattern);
    if (::mkdtemp(name.data()) == nullptr) return false;  // made with mode 0700
    lock_ = lock_new_folder(name);
    if (!lock_) continue;
    path_ = name;
    return true;
  }
  return false;
}

SocketDirectory::~SocketDirectory() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

std::string SocketDirectory::next_name() {
  return (path_ / std::to_string(names_++)).string();
}

}  // namespace assay::plugin
