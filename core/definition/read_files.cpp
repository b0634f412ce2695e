// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "core/definition/path_fault.hpp"
#include "core/definition/sections.hpp"

namespace assay::definition {
namespace {

ModelFile read_file_entry(const Node& node, const std::filesystem::path& repository,
                          const Scope& scope, Reading& reading) {
  const Fields fields(node, schema::file(), reading, scope);
  ModelFile file;
  file.mark = fields.mark("url");
  file.name = fields.text("name").value_or("");
  const auto url = fields.text("url");
  if (!url || !require_local(*url, fields.label("url"), file.mark, reading)) return file;
  if (repository.empty()) return file;
  file.path = resolve(repository, *url);
  if (auto fault = fault_in_path(file.path, PathKind::either, "the model's repository")) {
    reading.problems.add(file.mark, *std::move(fault));
  }
  return file;
}

}  // namespace

std::vector<ModelFile> read_files(const Node& list, const std::filesystem::path& repository,
                                  Scope& scope, Reading& reading) {
  std::vector<ModelFile> files;
  UniqueNames names("files");
  for (const NodePtr& item : list.items) {
    ModelFile file = read_file_entry(*item, repository, scope, reading);
    if (!file.name.empty()) {
      names.add(file.name, item->find("name")->mark, reading);
      // Also where the path is wrong: that is said once, not at each use.
      scope.set(fmt::format("model.files.{}.url", file.name), file.path.string());
    }
    files.push_back(std::move(file));
  }
  return files;
}

}  // namespace assay::definition
