// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/dataset/dataset.hpp"
#include "tests/support/shared_data.hpp"
#include "tests/support/temporary_directory.hpp"
#include "tests/unit/dataset/refusal.hpp"

namespace assay::dataset {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

/// A folder with images a.jpg and b.jpg and annotations that a test can replace.
class LoadCoco : public testing::Test {
 protected:
  LoadCoco() {
    directory_.write("images/a.jpg", "a");
    directory_.write("images/b.jpg", "b");
    spec_.name = "val";
    spec_.images = directory_.path() / "images";
    spec_.annotations = directory_.path() / "gt.json";
  }

  Dataset load(const std::string& images, const std::string& annotations = "[]",
               const std::string& categories = R"([{"id": 3, "name": "cat"}])") {
    directory_.write("gt.json", R"({"images": )" + images + R"(, "annotations": )" + annotations +
                                    R"(, "categories": )" + categories + "}");
    return load_dataset(spec_, definition::ProblemType::object_detection);
  }

  test::TemporaryDirectory directory_;
  definition::Dataset spec_;
};

constexpr const char* kImages =
    R"([{"id": 20, "file_name": "b.jpg"}, {"id": 10, "file_name": "a.jpg"}])";
constexpr const char* kAnnotations =
    R"([{"id": 1, "image_id": 10, "category_id": 3, "bbox": [0, 0, 1, 1], "area": 1},
        {"id": 2, "image_id": 20, "category_id": 3, "bbox": [0, 0, 2, 2], "area": 4}])";

TEST_F(LoadCoco, KeepsTheFilesOrder) {
  const Dataset dataset = load(kImages, kAnnotations);

  EXPECT_EQ(dataset.name, "val");
  ASSERT_EQ(dataset.datapoints.size(), 2U);
  EXPECT_EQ(dataset.datapoints[0].id, "b.jpg");
  EXPECT_EQ(dataset.datapoints[0].image_id, 20);
  EXPECT_EQ(dataset.datapoints[0].path, directory_.path() / "images/b.jpg");
  EXPECT_EQ(std::get<InstanceTruth>(dataset.truth).annotations.size(), 2U);
  EXPECT_THAT(dataset.warnings, IsEmpty());
}

TEST_F(LoadCoco, KeepsTheFirstDatapointsAndTheirAnnotationsOnly) {
  spec_.num_datapoints = 1;
  const Dataset dataset = load(kImages, kAnnotations);

  EXPECT_EQ(dataset.datapoints.size(), 1U);
  const auto& annotations = std::get<InstanceTruth>(dataset.truth).annotations;
  ASSERT_EQ(annotations.size(), 1U);
  EXPECT_EQ(annotations[0].id, 2);
}

TEST_F(LoadCoco, HasTheSameDigestForTheSameFile) {
  const std::string digest = load(kImages, kAnnotations).digest;
  EXPECT_EQ(load(kImages, kAnnotations).digest, digest);
  EXPECT_NE(load(kImages).digest, digest);
}

TEST_F(LoadCoco, WarnsOfIdZeroInsteadOfRefusing) {
  const Dataset dataset = load(
      kImages, R"([{"id": 0, "image_id": 10, "category_id": 3, "bbox": [0, 0, 1, 1], "area": 1}])");
  ASSERT_EQ(dataset.warnings.size(), 1U);
  EXPECT_THAT(dataset.warnings[0], HasSubstr("id 0"));
}

TEST_F(LoadCoco, RefusesWhatContradictsItself) {
  const struct {
    std::string images, annotations, categories, says;
  } cases[] = {
      {R"([{"id": 1, "file_name": "a.jpg"}, {"id": 1, "file_name": "b.jpg"}])", "[]", "",
       "images[1]: the id 1 is there twice"},
      {R"([{"id": 1}])", "[]", "", "images[0]: file_name '' is empty"},
      {R"([{"id": 1, "file_name": "../a.jpg"}])", "[]", "", "leaves data_url by '..'"},
      {R"([{"id": 1, "file_name": "x/../../a.jpg"}])", "[]", "", "leaves data_url by '..'"},
      {R"([{"id": 1, "file_name": "/etc/passwd"}])", "[]", "", "is absolute"},
      {R"([{"id": 1, "file_name": "a.jpg\u0000.png"}])", "[]", "", "has a NUL"},
      {R"([{"id": 1, "file_name": "/\u001b[2J"}])", "[]", "", "'/?[2J'"},
      {R"([{"id": 1, "file_name": "images/"}])", "[]", "", "names a folder"},
      {"[]", "[]", "", "'images' is empty"},
      {kImages, "[]", "[]", "'categories' is empty"},
      {kImages, "[]", R"([{"id": 1, "name": "a"}, {"id": 1, "name": "b"}])",
       "categories[1]: the id 1 is there twice"},
      {kImages, "[]", R"([{"id": 1}])", "categories[0]: name is missing"},
      {kImages, R"([{"id": 1, "image_id": 5, "category_id": 3, "bbox": [0, 0, 1, 1], "area": 1}])",
       "", "annotations[0]: there is no image with the id 5"},
      {kImages, R"([{"id": 1, "image_id": 10, "category_id": 5, "bbox": [0, 0, 1, 1], "area": 1}])",
       "", "annotations[0]: there is no category with the id 5"},
  };
  for (const auto& one : cases) {
    SCOPED_TRACE(one.says);
    const std::string categories =
        one.categories.empty() ? R"([{"id": 3, "name": "cat"}])" : one.categories;
    EXPECT_THAT(refusal_of([&] { load(one.images, one.annotations, categories); }),
                HasSubstr(one.says));
  }
}

TEST_F(LoadCoco, RefusesAFolderThatHasNoneOfTheImages) {
  EXPECT_THAT(refusal_of([&] { load(R"([{"id": 1, "file_name": "else/where.jpg"}])"); }),
              HasSubstr("none of the 1 images is in"));
}

TEST_F(LoadCoco, LetsSingleImagesBeMissing) {
  EXPECT_EQ(load(R"([{"id": 1, "file_name": "no.jpg"}, {"id": 2, "file_name": "a.jpg"}])")
                .datapoints.size(),
            2U);
}

TEST_F(LoadCoco, RefusesToGoWithoutAnnotations) {
  spec_.annotations.clear();
  EXPECT_THAT(refusal_of([&] { load_dataset(spec_, definition::ProblemType::object_detection); }),
              HasSubstr("give annotations_url"));
}

TEST_F(LoadCoco, RefusesToKeepNoDatapoints) {
  spec_.num_datapoints = 0;
  EXPECT_THAT(refusal_of([&] { load(kImages); }), HasSubstr("no datapoints are left"));
}

TEST(LoadCocoSample, ReadsRealAnnotations) {
  ASSAY_REQUIRE_SHARED_DATA("datasets/coco54/instances.json");
  const std::filesystem::path folder = std::filesystem::path(ASSAY_SHARED_DATA) / "datasets/coco54";
  definition::Dataset spec;
  spec.images = folder / "images";
  spec.annotations = folder / "instances.json";

  const Dataset dataset = load_dataset(spec, definition::ProblemType::object_detection);

  EXPECT_EQ(dataset.datapoints.size(), 54U);
  EXPECT_EQ(dataset.datapoints[0].id, "000000000400.jpg");
  EXPECT_EQ(dataset.categories.size(), 80U);
  const auto& annotations = std::get<InstanceTruth>(dataset.truth).annotations;
  EXPECT_EQ(annotations.size(), 466U);
  EXPECT_EQ(std::count_if(annotations.begin(), annotations.end(),
                          [](const Annotation& a) { return a.is_crowd; }),
            5);
  EXPECT_THAT(dataset.warnings, IsEmpty());
}

}  // namespace
}  // namespace assay::dataset
