// SPDX-License-Identifier: Apache-2.0
// The files of sdk/template, which the runner carries.
#pragma once

#include <string_view>
#include <vector>

namespace assay::runner {

struct TemplateFile {
  std::string_view name;  // "common/CMakeLists.txt", "detection/inference.cpp"
  std::string_view text;  // with {{name}} and the like to be filled in
};

std::vector<TemplateFile> template_files();

}  // namespace assay::runner
