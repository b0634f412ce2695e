// SPDX-License-Identifier: Apache-2.0
#include "core/definition/dataset_paths.hpp"

#include <gmock/gmock.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/unit/definition/definition_folder.hpp"

namespace assay::definition {
namespace {

using testing::HasSubstr;

/// A folder with images, annotations and what is neither.
class DatasetPaths : public testing::Test {
 protected:
  DatasetPaths() {
    folder_.write("images/a.jpg", "");
    folder_.write("gt.json", "");
    std::filesystem::create_symlink("loop", folder_.path() / "loop");
  }

  /// What is said about a data set with these two, with the folder written as {dir}.
  std::string message_of(const std::string& data_url, const std::string& annotations_url) const {
    const Definition definition =
        parse("assay.yaml",
              "project: {name: p}\ndatasets:\n  - name: val\n    format: COCO\n    stage: test\n"
              "    data_url: " +
                  data_url + "\n    annotations_url: " + annotations_url + "\n",
              folder_.path());
    try {
      check_paths(definition, definition.datasets.at(0));
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::definition);
      std::string message = error.message();
      for (std::size_t at = 0; (at = message.find(folder_.path().string(), at)) != message.npos;) {
        message.replace(at, folder_.path().string().size(), "{dir}");
      }
      return message;
    }
    return "";
  }

  test::TemporaryDirectory folder_;
};

TEST_F(DatasetPaths, AreFineWhenTheyAreThere) {
  EXPECT_EQ(message_of("images", "gt.json"), "");
}

TEST_F(DatasetPaths, ArePointedAtInTheDefinitionAllAtOnce) {
  EXPECT_EQ(message_of("nope", "nope.json"),
            "assay.yaml:6:15: data_url: there is no folder {dir}/nope; put it there or correct the "
            "path (it starts at the definition's folder)\n"
            "        data_url: nope\n"
            "                  ^\n"
            "assay.yaml:7:22: annotations_url: there is no file {dir}/nope.json; put it there or "
            "correct the path (it starts at the definition's folder)\n"
            "        annotations_url: nope.json\n"
            "                         ^\n"
            "2 problems in assay.yaml");
}

TEST_F(DatasetPaths, MustBeOfTheRightKind) {
  EXPECT_THAT(message_of("gt.json", "gt.json"), HasSubstr("{dir}/gt.json is not a folder"));
  EXPECT_THAT(message_of("images", "images"), HasSubstr("{dir}/images is not a regular file"));
  EXPECT_THAT(
      message_of("/dev/null", "/dev/zero"),
      HasSubstr("7:22: annotations_url: /dev/zero is not a regular file; correct the path"));
}

TEST_F(DatasetPaths, MustNotLeadInACircle) {
  EXPECT_THAT(message_of("images", "loop"),
              HasSubstr("cannot read {dir}/loop: Too many levels of symbolic links; correct"));
}

TEST_F(DatasetPaths, MustBeReadable) {
  if (::geteuid() == 0) GTEST_SKIP() << "root may read everything";
  ASSERT_EQ(::chmod((folder_.path() / "gt.json").c_str(), 0), 0);
  EXPECT_THAT(message_of("images", "gt.json"),
              HasSubstr("Permission denied; correct its permissions"));
}

}  // namespace
}  // namespace assay::definition
