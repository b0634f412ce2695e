// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/lint/similar_path.hpp"

#include <cctype>
#include <system_error>

namespace assay::dataset::lint {
namespace {

namespace fs = std::filesystem;

std::string lower(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

}  // namespace

const SimilarPaths::Names& SimilarPaths::names_in(const fs::path& folder) {
  const auto [known, is_new] = folders_.try_emplace(folder);
  if (!is_new) return known->second;
  std::error_code error;
  fs::directory_iterator at(folder, error);
  for (; !error && at != fs::directory_iterator(); at.increment(error)) {
    const std::string name = at->path().filename().string();
    std::string& kept = known->second[lower(name)];
    if (kept.empty() || name < kept) kept = name;  // whatever the file system's order is
  }
  return known->second;
}

std::optional<std::string> SimilarPaths::find(const fs::path& folder, const std::string& name) {
  fs::path found;
  for (const fs::path& part : fs::path(name)) {
    const Names& names = names_in(folder / found);
    const auto similar = names.find(lower(part.string()));
    if (similar == names.end()) return std::nullopt;
    found /= similar->second;
  }
  return found.string();
}

}  // namespace assay::dataset::lint
