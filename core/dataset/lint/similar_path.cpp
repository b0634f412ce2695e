// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/lint/similar_path.hpp"

#include <system_error>

#include "core/base/letters.hpp"

namespace assay::dataset::lint {
namespace {

namespace fs = std::filesystem;

}  // namespace

const SimilarPaths::Names& SimilarPaths::names_in(const fs::path& folder) {
  const auto [known, is_new] = folders_.try_emplace(folder);
  if (!is_new) return known->second;
  std::error_code error;
  fs::directory_iterator at(folder, error);
  for (; !error && at != fs::directory_iterator(); at.increment(error)) {
    const std::string name = at->path().filename().string();
    std::string& kept = known->second[lower_case(name)];
    if (kept.empty() || name < kept) kept = name;  // whatever the file system's order is
  }
  return known->second;
}

std::optional<std::string> SimilarPaths::find(const fs::path& folder, const std::string& name) {
  fs::path found;
  for (const fs::path& part : fs::path(name)) {
    const Names& names = names_in(folder / found);
    const auto similar = names.find(lower_case(part.string()));
    if (similar == names.end()) return std::nullopt;
    found /= similar->second;
  }
  return found.string();
}

}  // namespace assay::dataset::lint
