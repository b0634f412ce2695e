// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/class_folders.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/temporary_directory.hpp"
#include "tests/unit/dataset/refusal.hpp"

namespace assay::dataset {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class ClassFolders : public testing::Test {
 protected:
  ClassFolders() {
    spec_.name = "val";
    spec_.format = definition::DatasetFormat::imagenet;
    spec_.images = directory_.path();
  }

  static std::vector<std::string> ids_of(const Dataset& dataset) {
    std::vector<std::string> ids;
    for (const Datapoint& datapoint : dataset.datapoints) ids.push_back(datapoint.id);
    return ids;
  }

  test::TemporaryDirectory directory_;
  definition::Dataset spec_;
};

TEST_F(ClassFolders, AreClassesInOrderOfName) {
  directory_.write("dog/2.png", "");
  directory_.write("dog/1.JPEG", "");
  directory_.write("cat/z.jpg", "");

  const Dataset dataset = load_dataset(spec_, definition::ProblemType::classification);

  EXPECT_THAT(ids_of(dataset), ElementsAre("cat/z.jpg", "dog/1.JPEG", "dog/2.png"));
  EXPECT_EQ(dataset.datapoints[2].path, directory_.path() / "dog/2.png");
  EXPECT_EQ(dataset.datapoints[2].image_id, 2);
  ASSERT_EQ(dataset.categories.size(), 2U);
  EXPECT_EQ(dataset.categories[0].name, "cat");
  EXPECT_EQ(dataset.categories[1].id, 1);
  const auto& truth = std::get<ClassTruth>(dataset.truth);
  EXPECT_THAT(truth.classes, ElementsAre(0, 1, 1));
  EXPECT_FALSE(truth.ids_are_class_indices);
  EXPECT_THAT(dataset.warnings, IsEmpty());
}

TEST_F(ClassFolders, WarnOfEmptyClassesAndStrayFiles) {
  directory_.write("cat/a.jpg", "");
  directory_.write("cat/notes.txt", "");
  directory_.write("readme.jpg", "");
  directory_.write(".git/x.jpg", "");
  std::filesystem::create_directories(directory_.path() / "dog");

  const Dataset dataset = load_dataset(spec_, definition::ProblemType::classification);

  EXPECT_THAT(ids_of(dataset), ElementsAre("cat/a.jpg"));
  EXPECT_EQ(dataset.categories.size(), 2U);
  EXPECT_THAT(dataset.warnings, ElementsAre(HasSubstr("1 folders of classes have no images"),
                                            HasSubstr("2 files or folders are no images")));
}

TEST_F(ClassFolders, LeaveOutWhatDesktopsHideBesideImages) {
  directory_.write("cat/a.jpg", "");
  directory_.write("cat/._a.jpg", "");
  directory_.write("cat/.trashed.png", "");

  const Dataset dataset = load_dataset(spec_, definition::ProblemType::classification);

  EXPECT_THAT(ids_of(dataset), ElementsAre("cat/a.jpg"));
  EXPECT_THAT(dataset.warnings, ElementsAre(HasSubstr("2 files or folders are no images")));
}

TEST_F(ClassFolders, KeepALinkThatLeadsInACircleAsAnImage) {
  directory_.write("cat/a.jpg", "");
  std::filesystem::create_symlink("loop.jpg", directory_.path() / "cat/loop.jpg");
  std::filesystem::create_symlink("loop", directory_.path() / "loop");

  const Dataset dataset = load_dataset(spec_, definition::ProblemType::classification);

  EXPECT_THAT(ids_of(dataset), ElementsAre("cat/a.jpg", "cat/loop.jpg"));
  EXPECT_THAT(dataset.warnings, ElementsAre(HasSubstr("1 files or folders are no images")));
}

TEST_F(ClassFolders, KeepTheFirstDatapoints) {
  directory_.write("a/1.jpg", "");
  directory_.write("b/1.jpg", "");
  spec_.num_datapoints = 1;

  const Dataset dataset = load_dataset(spec_, definition::ProblemType::classification);

  EXPECT_THAT(ids_of(dataset), ElementsAre("a/1.jpg"));
  EXPECT_EQ(dataset.categories.size(), 2U);
}

TEST_F(ClassFolders, AreInTheDigest) {
  directory_.write("a/1.jpg", "");
  const std::string digest = load_dataset(spec_, definition::ProblemType::classification).digest;
  directory_.write("a/2.jpg", "");

  EXPECT_NE(load_dataset(spec_, definition::ProblemType::classification).digest, digest);
}

TEST_F(ClassFolders, AreRefusedWithoutImages) {
  EXPECT_THAT(refusal_of([&] { load_dataset(spec_, definition::ProblemType::classification); }),
              HasSubstr("there are no folders of classes"));
  std::filesystem::create_directories(directory_.path() / "dog");
  EXPECT_THAT(refusal_of([&] { load_dataset(spec_, definition::ProblemType::classification); }),
              HasSubstr("no images in the folders"));
}

}  // namespace
}  // namespace assay::dataset
