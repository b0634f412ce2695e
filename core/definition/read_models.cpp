// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <system_error>

#include "core/definition/sections.hpp"

namespace assay::definition {
namespace {

/// Efemarai's spelling of "the runtime of any model" leaves the name to an outer world that assay
/// does not have.
constexpr std::string_view kAnyModel = "model";

std::string read_name(const Fields& fields) {
  const Node* node = fields.find("name");
  if (node != nullptr && is_any_model(*node)) return std::string(kAnyModel);
  return fields.text("name").value_or("");
}

/// The repository's folder; empty when it cannot be used, which is reported.
std::filesystem::path read_repository(const Fields& model, const std::filesystem::path& directory,
                                      const Scope& scope, Reading& reading) {
  const Node* node = model.map("repository");
  if (node == nullptr) return model.find("repository") == nullptr ? directory : "";
  const Fields fields(*node, schema::repository(), reading, scope);
  const std::string url = fields.find("url") ? fields.text("url").value_or("") : ".";
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

Model read_model(const Node& node, const Node* any, Surroundings& around, Reading& reading) {
  Scope scope;
  const Fields fields(node, schema::model(), reading, scope);
  Model model;
  model.mark = node.mark;
  model.name = read_name(fields);
  scope.set("model.name", model.name);
  model.description = fields.text("description").value_or("");
  model.repository = read_repository(fields, around.directory, scope, reading);
  if (const Node* files = fields.list("files")) {
    model.files = read_files(*files, model.repository, scope, reading);
  }
  if (const Node* classes = fields.find("classes")) {
    model.classes = read_classes(*classes, model.repository, scope, reading);
  }
  if (const Node* runtime = fields.find("runtime")) {
    model.runtime = read_runtime(*runtime, around.device, scope, reading);
  } else if (fields.is_map()) {
    borrow_runtime(fields, any, model, scope, around, reading);
  }
  return model;
}

}  // namespace

std::vector<Model> read_models(const Node& list, Surroundings& around, Reading& reading) {
  std::vector<Model> models;
  UniqueNames names("models");
  const Node* any = find_any_model(list);
  for (const NodePtr& item : list.items) {
    models.push_back(read_model(*item, any, around, reading));
    const Node* name = item->find("name");
    if (name != nullptr) names.add(models.back().name, name->mark, reading);
  }
  return models;
}

}  // namespace assay::definition
