// SPDX-License-Identifier: Apache-2.0
#include "core/definition/fields.hpp"
#include "core/definition/sections.hpp"

namespace assay::definition {
namespace {

std::vector<std::string> problem_types() {
  std::vector<std::string> names;
  for (int i = 0; i <= static_cast<int>(ProblemType::custom); ++i) {
    names.emplace_back(name_of(static_cast<ProblemType>(i)));
  }
  return names;
}

}  // namespace

Project read_project(const Node& node, Reading& reading) {
  const Scope scope;
  const Fields fields(node, "project", {"name", "description", "problem_type", "private"}, reading,
                      scope);
  Project project;
  project.name = fields.required_name("name").value_or("");
  project.description = fields.text("description").value_or("");
  if (const auto type = fields.choice("problem_type", problem_types())) {
    project.problem_type = static_cast<ProblemType>(*type);
  }
  (void)fields.boolean("private");  // who may see it on a platform: nothing to us
  return project;
}

}  // namespace assay::definition
