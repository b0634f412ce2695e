// SPDX-License-Identifier: Apache-2.0
// The example of core/definition/README.md is a definition that works.
#include <gtest/gtest.h>

#include "core/base/file.hpp"
#include "core/definition/parse.hpp"
#include "core/definition/schema.hpp"
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

TEST(Readme, NamesEveryKey) {
  const std::string page =
      read_file(std::filesystem::path(ASSAY_SOURCE_DIR) / "core/definition/README.md");
  const auto named = [&](const std::string& key) {
    // In quotes, alone or as a part of a path such as batch.max_size or input_to[].
    return page.find('`' + key + '`') != std::string::npos ||
           page.find('`' + key + "[]`") != std::string::npos ||
           page.find('`' + key + '.') != std::string::npos ||
           page.find('.' + key + '`') != std::string::npos;
  };

  for (const Section* section : {&schema::definition(),
                                 &schema::project(),
                                 &schema::gate(),
                                 &schema::baseline(),
                                 &schema::test(),
                                 &schema::dataset(),
                                 &schema::model(),
                                 &schema::repository(),
                                 &schema::file(),
                                 &schema::classes(),
                                 &schema::runtime(),
                                 &schema::batch(),
                                 &schema::load(),
                                 &schema::predict_output(),
                                 &schema::domain(),
                                 &schema::transformation(),
                                 &schema::axis(),
                                 &schema::datapoint_input(),
                                 &schema::datapoint_output(),
                                 &schema::endpoint()}) {
    for (const std::string& key : section->key_names()) {
      EXPECT_TRUE(named(key)) << section->id << '.' << key;
    }
  }
}

}  // namespace
}  // namespace assay::definition
