// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/convert/write_plain.hpp"

#include <gtest/gtest.h>

#include "core/base/error.hpp"
#include "core/base/file.hpp"
#include "tests/support/temporary_directory.hpp"

namespace assay::dataset::convert {
namespace {

using Categories = std::vector<Category>;

Dataset with(Truth truth, Categories categories = {}) {
  Dataset dataset;
  dataset.categories = std::move(categories);
  dataset.truth = std::move(truth);
  return dataset;
}

TEST(WritePlain, SaysClassesByNumberAndName) {
  const test::TemporaryDirectory folder;
  const Dataset dataset = with(ClassTruth{{1, 0}, false}, {{0, "tench, \"Tinca\""}, {5, "cat"}});
  const Entry entry = write_plain(dataset, {"a/x.png", "b,1.png"}, folder.path());
  EXPECT_EQ(entry.format, "ImageNet");
  EXPECT_EQ(entry.annotations, "labels.csv");
  EXPECT_EQ(read_file(folder.path() / "labels.csv"),
            "file,class_index,wnid\na/x.png,5,cat\n\"b,1.png\",0,\"tench, \"\"Tinca\"\"\"\n");
}

TEST(WritePlain, SaysNoNamesThatAreNumbers) {
  const test::TemporaryDirectory folder;
  write_plain(with(ClassTruth{{0}, true}, {{3, "3"}}), {"a.png"}, folder.path());
  EXPECT_EQ(read_file(folder.path() / "labels.csv"), "file,class_index\na.png,3\n");
}

TEST(WritePlain, KeepsNumbersExactly) {
  const test::TemporaryDirectory folder;
  const Dataset dataset = with(RegressionTruth{{"age", "height"}, {0.1, 2, 1e-9, -3}});
  EXPECT_EQ(write_plain(dataset, {"a.png", "b.png"}, folder.path()).annotations, "values.csv");
  EXPECT_EQ(read_file(folder.path() / "values.csv"),
            "file,age,height\na.png,0.1,2\nb.png,1e-09,-3\n");
}

TEST(LabelNumbers, LeaveOneForPixelsThatCountNowhere) {
  const LabelNumbers usual = label_numbers(with(LabelMapTruth{}, {{0, "sky"}, {21, "road"}}));
  EXPECT_EQ(usual.of_category, (std::vector<std::uint8_t>{0, 21}));
  EXPECT_EQ(usual.ignored, 255);
  EXPECT_EQ(label_numbers(with(LabelMapTruth{}, {{255, "x"}, {254, "y"}})).ignored, 253);
  EXPECT_THROW(label_numbers(with(LabelMapTruth{}, {{256, "x"}})), Error);
}

TEST(ClassFolder, IsTheNameWhereThatCanBeOne) {
  EXPECT_EQ(class_folder({1, "big cat, small"}), "big cat, small");
  EXPECT_EQ(class_folder({1, "a/b"}), "1");
  EXPECT_EQ(class_folder({2, "../x"}), "2");
  EXPECT_EQ(class_folder({3, ".."}), "3");
  EXPECT_EQ(class_folder({4, ""}), "4");
}

}  // namespace
}  // namespace assay::dataset::convert
