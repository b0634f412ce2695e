// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/run_input.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/error.hpp"
#include "core/definition/parse.hpp"
#include "tests/support/temporary_directory.hpp"

namespace assay::pipeline {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr const char* kDefinition =
    "project: {name: p, problem_type: ObjectDetection}\n"
    "datasets:\n"
    "  - {name: val, format: COCO, stage: test, data_url: images, annotations_url: gt.json}\n"
    "models:\n"
    "  - name: m\n"
    "    classes: [cat]\n"
    "    runtime:\n"
    "      load: {entrypoint: 'net:load', output: {name: model}}\n"
    "      predict: {entrypoint: 'net:predict', output: {name: out}}\n";

/// A model of one class and a data set whose annotations a test chooses.
class PrepareRun : public testing::Test {
 protected:
  PrepareRun() { folder_.write("images/a.jpg", ""); }

  RunInput prepare(const std::string& annotations) {
    folder_.write("gt.json", annotations);
    definition_ = definition::parse("assay.yaml", kDefinition, folder_.path());
    return prepare_run(definition_, definition_.models.at(0), definition_.datasets.at(0),
                       RunExtent());
  }

  test::TemporaryDirectory folder_;
  definition::Definition definition_;
};

TEST_F(PrepareRun, SaysWhoNamesAFileThatIsAtFault) {
  try {
    prepare("{\n\"images\": [,]}");
    FAIL() << "nothing was refused";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::dataset);
    EXPECT_THAT(error.report(), HasSubstr("gt.json:2:12: "));
    EXPECT_THAT(error.report(), HasSubstr("\n  while reading data set 'val' (assay.yaml:3:79)"));
  }
}

TEST_F(PrepareRun, PointsAtAPathThatIsNotThere) {
  folder_.write("gt.json", "");
  std::filesystem::remove_all(folder_.path() / "images");
  try {
    prepare("");
    FAIL() << "nothing was refused";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::definition);
    EXPECT_THAT(error.message(), HasSubstr("assay.yaml:3:54: data_url: there is no folder"));
  }
}

TEST_F(PrepareRun, WarnsOfNamesWithoutTheirControlCharacters) {
  const RunInput input = prepare(
      R"({"images": [{"id": 1, "file_name": "a.jpg"}], "annotations": [],
          "categories": [{"id": 1, "name": "cat"}, {"id": 2, "name": "a\u001b[31mb\nc"}]})");

  EXPECT_THAT(
      warnings_about(input),
      ElementsAre("of the data set's categories, 1 is no class of the model: a?[31mb?c (0)"));
}

}  // namespace
}  // namespace assay::pipeline
