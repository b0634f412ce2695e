// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <system_error>

#include "core/definition/fields.hpp"
#include "core/definition/path_fault.hpp"
#include "core/definition/sections.hpp"

namespace assay::definition {
namespace {

/// Efemarai's spelling of "the runtime of any model" leaves the name to an outer world that assay
/// does not have.
constexpr std::string_view kDefaultModel = "model";

std::string read_name(const Fields& fields) {
  const Node* node = fields.find("name");
  if (node != nullptr && (node->text == "${model.name}" || node->text == "$model.name")) {
    return std::string(kDefaultModel);
  }
  return fields.required_name("name").value_or("");
}

/// The repository's folder; empty when it cannot be used, which is reported.
std::filesystem::path read_repository(const Fields& model, const std::filesystem::path& directory,
                                      const Scope& scope, Reading& reading) {
  const Node* node = model.map("repository");
  if (node == nullptr) return model.find("repository") == nullptr ? directory : "";
  const Fields fields(*node, "repository", {"url", "branch", "hash", "access_token"}, reading,
                      scope);
  for (const char* key : {"branch", "hash", "access_token"}) (void)fields.text(key);
  const std::string url = fields.find("url") ? fields.required_text("url").value_or("") : ".";
  if (url.empty() || !require_local(url, fields.label("url"), fields.mark("url"), reading)) {
    return {};
  }
  auto repository = resolve(directory, url);
  std::error_code ignored;
  if (std::filesystem::is_directory(repository, ignored)) return repository;
  reading.problems.add(fields.mark("url"),
                       fmt::format("the model's repository {} is not a folder; correct the path "
                                   "(it starts at the definition's folder)",
                                   repository.string()));
  return {};
}

ModelFile read_file_entry(const Node& node, const std::filesystem::path& repository,
                          const Scope& scope, Reading& reading) {
  const Fields fields(node, "a file", {"name", "url", "upload", "credentials"}, reading, scope);
  ModelFile file;
  file.mark = fields.mark("url");
  file.name = fields.required_name("name").value_or("");
  (void)fields.boolean("upload");
  (void)fields.text("credentials");
  const auto url = fields.required_text("url");
  if (!url || !require_local(*url, fields.label("url"), file.mark, reading)) return file;
  if (repository.empty()) return file;
  file.path = resolve(repository, *url);
  if (auto fault = fault_in_path(file.path, PathKind::either, "the model's repository")) {
    reading.problems.add(file.mark, *std::move(fault));
  }
  return file;
}

std::vector<ModelFile> read_files(const Fields& model, const std::filesystem::path& repository,
                                  Scope& scope, Reading& reading) {
  std::vector<ModelFile> files;
  const Node* list = model.list("files");
  if (list == nullptr) return files;
  UniqueNames names("files");
  for (const NodePtr& item : list->items) {
    ModelFile file = read_file_entry(*item, repository, scope, reading);
    const Node* name = item->find("name");
    if (!file.name.empty()) {
      names.add(file.name, name->mark, reading);
      // Also where the path is wrong: that is said once, not at each use.
      scope.set(fmt::format("model.files.{}.url", file.name), file.path.string());
    }
    files.push_back(std::move(file));
  }
  return files;
}

Model read_model(const Node& node, const ModelOptions& options, Reading& reading) {
  Scope scope;
  const Fields fields(node, "a model",
                      {"name", "description", "repository", "files", "classes", "runtime"}, reading,
                      scope);
  Model model;
  model.mark = node.mark;
  model.name = read_name(fields);
  scope.set("model.name", model.name);
  model.description = fields.text("description").value_or("");
  model.repository = read_repository(fields, options.directory, scope, reading);
  model.files = read_files(fields, model.repository, scope, reading);
  if (const Node* classes = fields.find("classes")) {
    model.classes = read_classes(*classes, model.repository, scope, reading);
  }
  if (const Node* runtime = fields.require("runtime")) {
    model.runtime = read_runtime(*runtime, options.device, scope, reading);
  }
  return model;
}

}  // namespace

std::vector<Model> read_models(const Node& list, const ModelOptions& options, Reading& reading) {
  std::vector<Model> models;
  UniqueNames names("models");
  for (const NodePtr& item : list.items) {
    models.push_back(read_model(*item, options, reading));
    const Node* name = item->find("name");
    if (!models.back().name.empty()) names.add(models.back().name, name->mark, reading);
  }
  return models;
}

}  // namespace assay::definition
