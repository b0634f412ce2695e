// SPDX-License-Identifier: Apache-2.0
#include "core/plugin/binary/library_search.hpp"

#include <algorithm>
#include <fstream>

namespace assay::plugin::binary {
namespace {

namespace fs = std::filesystem;

void add_paths(const std::string& list, const fs::path& origin, std::vector<fs::path>& folders) {
  for (std::size_t begin = 0; begin < list.size();) {
    const std::size_t end = std::min(list.find(':', begin), list.size());
    std::string part = list.substr(begin, end - begin);
    for (const std::string variable : {"${ORIGIN}", "$ORIGIN"}) {
      const std::size_t at = part.find(variable);
      if (at != std::string::npos) part.replace(at, variable.size(), origin.string());
    }
    if (!part.empty()) folders.emplace_back(part);
    begin = end + 1;
  }
}

/// The lines that are folders; an `include` is passed over.
void add_configured(const fs::path& file, std::vector<fs::path>& folders) {
  std::ifstream lines(file);
  for (std::string line; std::getline(lines, line);) {
    if (!line.empty() && line.front() == '/') folders.emplace_back(line);
  }
}

/// What /etc/ld.so.conf names, and the files of the one folder that distributions include there.
std::vector<fs::path> read_system_folders() {
  std::vector<fs::path> folders;
  add_configured("/etc/ld.so.conf", folders);
  std::vector<fs::path> files;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator("/etc/ld.so.conf.d", error)) {
    files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  for (const fs::path& file : files) add_configured(file, folders);
  for (const char* folder : {"/lib64", "/usr/lib64", "/lib", "/usr/lib"}) {
    folders.emplace_back(folder);
  }
  return folders;
}

/// Read once: a library's search asks again for each library that it needs.
const std::vector<fs::path>& system_folders() {
  static const std::vector<fs::path> kFolders = read_system_folders();
  return kFolders;
}

}  // namespace

std::vector<fs::path> search_folders(const DynamicSection& section, const fs::path& file) {
  std::vector<fs::path> folders;
  std::error_code error;
  const fs::path origin = fs::absolute(file, error).parent_path();
  add_paths(section.runpath.empty() ? section.rpath : section.runpath, origin, folders);
  const auto& system = system_folders();
  folders.insert(folders.end(), system.begin(), system.end());
  return folders;
}

std::optional<fs::path> find_library(const std::string& name,
                                     const std::vector<fs::path>& folders) {
  for (const fs::path& folder : folders) {
    const fs::path file = folder / name;
    std::error_code error;
    if (!fs::is_regular_file(file, error)) continue;
    try {
      if (ElfFile(file).machine() == own_machine()) return file;
    } catch (const Damage&) {
      continue;  // a linker script, or another machine's: the loader passes over it, too
    }
  }
  return std::nullopt;
}

}  // namespace assay::plugin::binary
