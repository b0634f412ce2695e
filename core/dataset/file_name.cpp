// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/file_name.hpp"

#include <algorithm>
#include <filesystem>

namespace assay::dataset {

std::optional<std::string> fault_in_file_name(const std::string& name) {
  if (name.empty()) return "is empty";
  if (name.find('\0') != std::string::npos) return "has a NUL in it";
  const std::filesystem::path path(name);
  if (path.is_absolute()) return "is absolute, but must be relative to data_url";
  if (std::find(path.begin(), path.end(), "..") != path.end()) return "leaves data_url by '..'";
  if (!path.has_filename()) return "names a folder";
  return std::nullopt;
}

}  // namespace assay::dataset
