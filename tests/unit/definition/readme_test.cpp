// SPDX-License-Identifier: Apache-2.0
// The example of core/definition/README.md is a definition that works.
#include <gtest/gtest.h>

#include "core/base/file.hpp"
#include "core/definition/parse.hpp"
#include "tests/support/temporary_directory.hpp"

namespace assay::definition {
namespace {

std::string example() {
  const std::string page =
      read_file(std::filesystem::path(ASSAY_SOURCE_DIR) / "core/definition/README.md");
  const std::string fence = "```yaml\n";
  const std::size_t begin = page.find(fence) + fence.size();
  return page.substr(begin, page.find("```", begin) - begin);
}

TEST(Readme, ShowsADefinitionThatWorks) {
  const test::TemporaryDirectory folder;
  folder.write("weights/net.onnx", "");
  folder.write("weights/signs.names", "stop\nyield\n");

  const Definition definition = parse("assay.yaml", example(), folder.path());

  EXPECT_EQ(definition.datasets.size(), 1U);
  EXPECT_EQ(definition.models.at(0).classes.names.size(), 2U);
  EXPECT_EQ(definition.models.at(0).runtime.predict.inputs.size(), 3U);
  EXPECT_EQ(definition.gates.size(), 1U);
}

}  // namespace
}  // namespace assay::definition
