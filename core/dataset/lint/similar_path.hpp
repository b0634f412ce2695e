// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>

namespace assay::dataset::lint {

/// Files whose names differ from the wanted one by upper and lower case alone, as they come from
/// other systems. Remembers the folders that it has read.
class SimilarPaths {
 public:
  /// The path below `folder` that there is in place of `name`, or nullopt.
  std::optional<std::string> find(const std::filesystem::path& folder, const std::string& name);

 private:
  using Names = std::unordered_map<std::string, std::string>;  // by their lower-case form
  const Names& names_in(const std::filesystem::path& folder);

  std::map<std::filesystem::path, Names> folders_;
};

}  // namespace assay::dataset::lint
