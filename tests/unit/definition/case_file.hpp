// SPDX-License-Identifier: Apache-2.0
// Cases of definitions that are wrong, as text files in tests/data/definition:
//
//   === prelude              (optional: stands before every case)
//   project: {name: p}
//   === a name for people
//   gates: 5
//   --->
//   assay.yaml:2:8: the whole error that it causes ...
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace assay::definition {

struct Case {
  std::string file;  // without its extension
  std::string name;
  std::string yaml;
  std::string expected;
};

std::vector<Case> read_cases(const std::filesystem::path& file);

}  // namespace assay::definition
