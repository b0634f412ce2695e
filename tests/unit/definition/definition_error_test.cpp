// SPDX-License-Identifier: Apache-2.0
// Every case of tests/data/definition: one fault, and the whole text that people get for it.
#include <gtest/gtest.h>

#include <cctype>

#include "tests/unit/definition/case_file.hpp"
#include "tests/unit/definition/definition_folder.hpp"

namespace assay::definition {
namespace {

std::vector<Case> all_cases() {
  std::vector<Case> all;
  const std::filesystem::path folder =
      std::filesystem::path(ASSAY_SOURCE_DIR) / "tests/data/definition";
  for (const char* file :
       {"datasets", "gates", "models", "project", "runtime", "variables", "yaml"}) {
    const auto cases = read_cases(folder / (std::string(file) + ".txt"));
    all.insert(all.end(), cases.begin(), cases.end());
  }
  return all;
}

std::string test_name(const testing::TestParamInfo<Case>& info) {
  std::string name = info.param.file + '_' + info.param.name;
  for (char& c : name) {
    if (std::isalnum(static_cast<unsigned char>(c)) == 0) c = '_';
  }
  return name;
}

class WrongDefinition : public testing::TestWithParam<Case> {};

TEST_P(WrongDefinition, IsExplained) {
  const DefinitionFolder folder;

  const std::string message = folder.message_of(GetParam().yaml);

  EXPECT_EQ(message + '\n', GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(Each, WrongDefinition, testing::ValuesIn(all_cases()), test_name);

}  // namespace

// Instead of the bytes of its strings.
void PrintTo(const Case& wrong, std::ostream* stream) {
  *stream << wrong.file << ": " << wrong.name;
}

}  // namespace assay::definition
