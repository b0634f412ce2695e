// SPDX-License-Identifier: Apache-2.0
#include "core/definition/sections.hpp"

namespace assay::definition {

Project read_project(const Node& node, Reading& reading) {
  const Scope scope;
  const Fields fields(node, schema::project(), reading, scope);
  Project project;
  project.name = fields.text("name").value_or("");
  project.description = fields.text("description").value_or("");
  if (const auto type = fields.choice("problem_type")) {
    project.problem_type = static_cast<ProblemType>(*type);
    project.states_problem_type = true;
  }
  return project;
}

}  // namespace assay::definition
