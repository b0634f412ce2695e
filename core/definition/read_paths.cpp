// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "core/definition/path_fault.hpp"
#include "core/definition/sections.hpp"

namespace assay::definition {

std::filesystem::path resolve(const std::filesystem::path& base, const std::string& text) {
  const std::filesystem::path path = (base / text).lexically_normal();
  // "a/b/." normalises to "a/b/"; the same folder should have one spelling.
  return path.has_filename() ? path : path.parent_path();
}

bool require_local(const std::string& text, const std::string& label, Mark mark, Reading& reading) {
  const auto fault = fault_of_url(text);
  if (fault) reading.problems.add(mark, fmt::format("{} {}", label, *fault));
  return !fault;
}

}  // namespace assay::definition
