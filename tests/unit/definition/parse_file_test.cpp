// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cstdlib>

#include "tests/unit/definition/definition_folder.hpp"

namespace assay::definition {
namespace {

ErrorKind kind_of(const std::filesystem::path& file) {
  try {
    parse_file(file);
  } catch (const Error& error) {
    return error.kind();
  }
  return ErrorKind::internal;
}

TEST(ParseFile, TakesPathsFromTheFolderOfTheFile) {
  const test::TemporaryDirectory folder;
  const auto file = folder.write("deep/assay.yaml",
                                 "project: {name: p}\ndatasets:\n"
                                 "  - {name: d, format: ImageNet, stage: test, data_url: ../x}\n");

  const Definition definition = parse_file(file);

  EXPECT_EQ(definition.source.name, file.string());
  EXPECT_EQ(definition.directory, folder.path() / "deep");
  EXPECT_EQ(definition.datasets.at(0).images, folder.path() / "x");
}

TEST(ParseFile, ReadsTheEnvironmentOfTheProcess) {
  const test::TemporaryDirectory folder;
  const auto file = folder.write("assay.yaml", "project: {name: \"$ASSAY_TEST_PROJECT\"}\n");
  ASSERT_EQ(::setenv("ASSAY_TEST_PROJECT", "signs", 1), 0);

  EXPECT_EQ(parse_file(file).project.name, "signs");
}

TEST(ParseFile, CannotReadWhatIsNotThere) {
  const test::TemporaryDirectory folder;

  EXPECT_EQ(kind_of(folder.path() / "assay.yaml"), ErrorKind::io);
  EXPECT_EQ(kind_of(folder.path()), ErrorKind::io);
}

TEST(ParseFile, RefusesALargeFileBeforeReadingIt) {
  const test::TemporaryDirectory folder;
  const auto file = folder.write("assay.yaml", "");
  std::filesystem::resize_file(file, std::uintmax_t{1} << 40);

  try {
    parse_file(file);
    FAIL() << "nothing was thrown";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::definition);
    EXPECT_EQ(error.message(),
              file.string() + ": has 1099511627776 bytes; a definition has at most 1048576");
  }
}

}  // namespace
}  // namespace assay::definition
