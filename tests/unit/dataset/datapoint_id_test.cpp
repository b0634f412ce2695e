// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/datapoint_id.hpp"

#include <gtest/gtest.h>

#include "tests/support/temporary_directory.hpp"

namespace assay::dataset {
namespace {

TEST(DatapointId, OfAnOrdinaryNameIsTheName) {
  for (const char* name : {"a.jpg", "b/c d.png", "Grüße.png", "100%.jpg", "5%x.jpg", ""}) {
    EXPECT_EQ(datapoint_id(name), name);
  }
}

TEST(DatapointId, EscapesWhatIsNotText) {
  EXPECT_EQ(datapoint_id("caf\xE9.jpg"), "caf%E9.jpg");
  EXPECT_EQ(datapoint_id("a\nb\x7F.jpg"), "a%0Ab%7F.jpg");
  EXPECT_EQ(datapoint_id("\xC3\xBC\xFF\xFE"), "\xC3\xBC%FF%FE");
}

TEST(DatapointId, KeepsNamesApart) {
  EXPECT_EQ(datapoint_id("caf%E9.jpg"), "caf%25E9.jpg");
}

TEST(ImagePath, IsTheNameItselfWhereThereIsSuchAFile) {
  const test::TemporaryDirectory directory;
  const auto file = directory.write("caf%E9.jpg", "x");
  EXPECT_EQ(image_path(directory.path(), "caf%E9.jpg"), file);
}

TEST(ImagePath, FindsTheFileThatTheIdStandsFor) {
  const test::TemporaryDirectory directory;
  const auto file = directory.write("caf\xE9.jpg", "x");
  EXPECT_EQ(image_path(directory.path(), "caf%E9.jpg"), file);
}

TEST(ImagePath, OfAMissingFileIsAsItIsWritten) {
  const test::TemporaryDirectory directory;
  EXPECT_EQ(image_path(directory.path(), "caf%E9.jpg"), directory.path() / "caf%E9.jpg");
}

}  // namespace
}  // namespace assay::dataset
