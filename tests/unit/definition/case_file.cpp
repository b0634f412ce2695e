// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/definition/case_file.hpp"

#include <fstream>
#include <stdexcept>

namespace assay::definition {

std::vector<Case> read_cases(const std::filesystem::path& file) {
  std::ifstream stream(file);
  if (!stream) throw std::runtime_error("cannot read " + file.string());
  std::vector<Case> cases;
  std::string prelude;
  std::string* text = nullptr;
  for (std::string line; std::getline(stream, line);) {
    if (line == "=== prelude") {
      text = &prelude;
    } else if (line.starts_with("=== ")) {
      cases.push_back({file.stem().string(), line.substr(4), prelude, ""});
      text = &cases.back().yaml;
    } else if (line == "--->") {
      text = &cases.back().expected;
    } else if (text != nullptr) {
      *text += line + '\n';
    }
  }
  return cases;
}

}  // namespace assay::definition
