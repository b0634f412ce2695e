// SPDX-License-Identifier: Apache-2.0
// The problem type of a project that does not state one, as Efemarai's examples do not.
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "core/base/error.hpp"
#include "core/definition/definition.hpp"

namespace assay::definition {

/// As the output keys of all models say, if they say the same and have all that it needs, and the
/// formats of all data sets can have truth to compare with; else nullopt.
std::optional<ProblemType> implied_problem_type(const Definition& definition);

/// A remark for readers where the type was implied: they did not write it.
std::optional<std::string> remark_on_implied_type(const Project& project);

/// Runs `body`; errors of it come with that remark.
template <class Body>
decltype(auto) with_remark_on_type(const Project& project, Body&& body) {
  const auto remark = remark_on_implied_type(project);
  if (!remark) return std::forward<Body>(body)();
  return in_context([&] { return *remark; }, std::forward<Body>(body));
}

}  // namespace assay::definition
