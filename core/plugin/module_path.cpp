// SPDX-License-Identifier: Apache-2.0
#include "core/plugin/module_path.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/source.hpp"
#include "core/definition/identifier.hpp"
#include "core/plugin/worker_predictor.hpp"

namespace assay::plugin {
namespace {

namespace fs = std::filesystem;

constexpr int kMostEntriesLookedAt = 20'000;

/// a.b.c to {"a", "b", "c"}; empty when a part is no identifier.
std::vector<std::string> parts_of(std::string_view module) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin <= module.size();) {
    const std::size_t end = std::min(module.find('.', begin), module.size());
    const std::string_view part = module.substr(begin, end - begin);
    if (!definition::is_identifier(part)) return {};
    parts.emplace_back(part);
    begin = end + 1;
  }
  return parts;
}

std::vector<fs::path> search_folders(const fs::path& repository,
                                     const std::vector<fs::path>& plugin_dirs) {
  std::vector<fs::path> folders{repository, repository / "build", repository / "lib"};
  folders.insert(folders.end(), plugin_dirs.begin(), plugin_dirs.end());
  return folders;
}

std::vector<fs::path> candidates(const std::vector<fs::path>& folders,
                                 const std::vector<std::string>& parts) {
  std::vector<fs::path> files;
  for (const fs::path& folder : folders) {
    fs::path place = folder;
    for (std::size_t i = 0; i + 1 < parts.size(); ++i) place /= parts[i];
    files.push_back(place / (parts.back() + ".so"));
    files.push_back(place / ("lib" + parts.back() + ".so"));
  }
  return files;
}

bool lies_below(const fs::path& file, const fs::path& folder) {
  std::error_code error;
  const fs::path root = fs::canonical(folder, error);
  if (error) return false;
  const auto [end, ignored] = std::mismatch(root.begin(), root.end(), file.begin(), file.end());
  return end == root.end();
}

std::string list_of(const std::vector<fs::path>& files) {
  std::string text;
  for (const fs::path& file : files) text += "\n    " + file.string();
  return text;
}

/// inference.cpp of inference.so or libinference.so. Other sources may be other plugins'.
bool is_source_of(const fs::path& file, const fs::path& library) {
  static const std::set<std::string> kSuffixes{".c", ".cc", ".cpp", ".cu", ".cxx", ".rs", ".zig"};
  const std::string stem = file.stem().string();
  return kSuffixes.contains(file.extension().string()) &&
         (library.stem() == stem || library.stem() == "lib" + stem);
}

bool is_passed_over(const fs::path& folder) {
  const std::string name = folder.filename().string();
  return name == "build" || name.front() == '.';
}

}  // namespace

fs::path resolve_module(const definition::Definition& definition, const definition::Model& model,
                        const definition::Entrypoint& entrypoint,
                        const std::vector<fs::path>& plugin_dirs) {
  const auto error = [&](const std::string& message) {
    return error_at(ErrorKind::definition, runtime_source(definition, model), entrypoint.mark,
                    message);
  };
  const std::vector<std::string> parts = parts_of(entrypoint.module);
  if (parts.empty()) {
    throw error(
        fmt::format("'{}' is no module name; write identifiers with dots between, as in "
                    "package.module:function",
                    entrypoint.module));
  }
  const auto folders = search_folders(model.repository, plugin_dirs);
  const auto files = candidates(folders, parts);
  for (const fs::path& file : files) {
    std::error_code failed;
    fs::path real = fs::canonical(file, failed);
    if (failed) continue;
    const bool inside = std::any_of(folders.begin(), folders.end(), [&](const fs::path& folder) {
      return lies_below(real, folder);
    });
    if (!inside) {
      throw error(
          fmt::format("{} leads out of the model's repository, to {}; put the plugin itself "
                      "there, or name its folder with --plugin-dir",
                      file.string(), real.string()));
    }
    return real;
  }
  throw error(
      fmt::format("no plugin for module '{}'; build it, or name its folder with "
                  "--plugin-dir. Looked for:{}",
                  entrypoint.module, list_of(files)));
}

std::optional<fs::path> newer_source(const fs::path& repository, const fs::path& library) {
  std::error_code error;
  auto newest = fs::last_write_time(library, error);
  if (error) return std::nullopt;
  std::optional<fs::path> found;
  constexpr auto kOptions = fs::directory_options::skip_permission_denied;
  fs::recursive_directory_iterator it(repository, kOptions, error);
  for (int n = 0; !error && it != fs::end(it) && n < kMostEntriesLookedAt;
       it.increment(error), ++n) {
    std::error_code ignored;
    if (it->is_directory(ignored)) {
      if (is_passed_over(it->path())) it.disable_recursion_pending();
      continue;
    }
    if (!is_source_of(it->path(), library) || !it->is_regular_file(ignored)) continue;
    const auto time = it->last_write_time(ignored);
    if (ignored || time <= newest) continue;
    newest = time;
    found = it->path();
  }
  return found;
}

}  // namespace assay::plugin
