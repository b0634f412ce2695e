// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/coco_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/temporary_directory.hpp"
#include "tests/unit/dataset/refusal.hpp"

namespace assay::dataset {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

CocoFile read(const std::string& text) {
  const test::TemporaryDirectory directory;
  return read_coco_file(directory.write("gt.json", text));
}

std::string file_of(const std::string& annotations, const std::string& images = R"([{"id": 1}])",
                    const std::string& categories = R"([{"id": 1, "name": "cat"}])") {
  return R"({"info": {"x": [1]}, "annotations": )" + annotations + R"(, "images": )" + images +
         R"(, "categories": )" + categories + "}";
}

std::string annotation(int id, int image = 1, int category = 1) {
  return R"({"id": )" + std::to_string(id) + R"(, "image_id": )" + std::to_string(image) +
         R"(, "category_id": )" + std::to_string(category) +
         R"(, "bbox": [1, 2, 3, 4], "area": 12})";
}

TEST(CocoFile, KeepsWhatCategoriesCallTheirKeypoints) {
  const test::TemporaryDirectory directory;
  const auto categories_of = [&](const std::string& members) {
    const auto text =
        file_of("[]", R"([{"id": 1}])", R"([{"id": 1, "name": "person", )" + members + "}]");
    return read_coco_file(directory.write("gt.json", text), {.keypoints = true}).categories;
  };
  const auto named =
      categories_of(R"("keypoints": ["nose", "left_\u0065ye"], "skeleton": [[1, 2]])");
  EXPECT_THAT(named[0].keypoints, ElementsAre("nose", "left_eye"));
  EXPECT_EQ(named[0].skeleton, "[[1, 2]]");
  EXPECT_THAT(categories_of(R"("keypoints": 17)")[0].keypoints, IsEmpty());
  EXPECT_THAT(categories_of(R"("keypoints": ["nose", 2])")[0].keypoints, IsEmpty());
}

TEST(CocoFile, KeepsNumbersOrderAndFlags) {
  const CocoFile coco = read(file_of(
      R"([{"segmentation": [[1, 2, 3]], "area": 0.1, "iscrowd": 1, "image_id": 9007199254740993,
           "bbox": [0.1, 2, 3e1, 4], "category_id": 7, "id": 18014398509481985},
          {"area": 5, "image_id": 1, "bbox": [0, 0, 1, 1], "category_id": 7, "id": 2,
           "iscrowd": false}])",
      R"([{"id": 1, "file_name": "b.jpg", "width": 5}, {"id": -1}])"));

  ASSERT_EQ(coco.truth.annotations.size(), 2U);
  EXPECT_EQ(coco.truth.annotations[0].id, 18014398509481985);
  EXPECT_EQ(coco.truth.annotations[0].image_id, 9007199254740993);
  EXPECT_EQ(coco.truth.annotations[0].width, 30);
  EXPECT_EQ(coco.truth.annotations[0].x, 0.1);
  EXPECT_EQ(coco.truth.annotations[0].area, 0.1);
  EXPECT_TRUE(coco.truth.annotations[0].is_crowd);
  EXPECT_FALSE(coco.truth.annotations[1].is_crowd);
  EXPECT_EQ(coco.images[0].file_name, "b.jpg");
  EXPECT_EQ(coco.images[1].id, -1);
  EXPECT_EQ(coco.categories[0].name, "cat");
  EXPECT_EQ(coco.digest.size(), 64U);
}

TEST(CocoFile, ReadsShapesAndKeypointsWhenTheyAreWanted) {
  const test::TemporaryDirectory directory;
  const auto file = directory.write(
      "gt.json",
      "\xEF\xBB\xBF" + file_of(R"([{"id": 1, "image_id": 1, "category_id": 1, "bbox": [0, 0, 9, 9],
                                  "area": 81, "segmentation": [[0, 0, 9, 0, 9, 9]],
                                  "keypoints": [1, 2, 2, 3, 4, 0], "num_keypoints": 1}])",
                               R"([{"id": 1, "width": 12, "height": 10}])"));
  const CocoFile coco = read_coco_file(file, {.shapes = true, .keypoints = true});

  ASSERT_EQ(coco.truth.annotations.size(), 1U);
  const Annotation& annotation = coco.truth.annotations[0];
  EXPECT_THAT(coco.truth.shapes.polygon(annotation.shape, 0), ElementsAre(0, 0, 9, 0, 9, 9));
  EXPECT_EQ(annotation.labelled_keypoints, 1U);
  EXPECT_EQ(annotation.keypoint_end - annotation.keypoint_begin, 2U);
  EXPECT_THAT(coco.truth.keypoints, ElementsAre(1, 2, 2, 3, 4, 0));
  EXPECT_EQ(coco.images[0].size, (ImageSize{12, 10}));
}

TEST(CocoFile, NamesTheAnnotationWhoseShapeIsWrong) {
  const test::TemporaryDirectory directory;
  const auto file = directory.write(
      "gt.json", file_of("[" + annotation(1) + R"(, {"id": 2, "image_id": 1, "category_id": 1,
                         "bbox": [0, 0, 1, 1], "area": 1, "segmentation": [[1, 2]]}])"));
  EXPECT_THAT(refusal_of([&] { read_coco_file(file, {.shapes = true}); }),
              testing::AllOf(HasSubstr("annotations[0]: segmentation is missing"),
                             HasSubstr("annotations[1]: segmentation has a polygon of 2 numbers")));
}

TEST(CocoFile, MayBeginWithAByteOrderMark) {
  EXPECT_EQ(read("\xEF\xBB\xBF" + file_of("[" + annotation(7) + "]")).truth.annotations.at(0).id,
            7);
}

struct Faulty {
  std::string text;
  std::string says;
};

class FaultyCocoFile : public testing::TestWithParam<Faulty> {};

TEST_P(FaultyCocoFile, IsRefusedNamingPlaceAndCause) {
  EXPECT_THAT(refusal_of([] { read(GetParam().text); }), HasSubstr(GetParam().says));
}

INSTANTIATE_TEST_SUITE_P(
    Texts, FaultyCocoFile,
    testing::Values(
        Faulty{"", "1:1: the file ends in the middle"}, Faulty{"[]", "must be an object"},
        Faulty{R"({"images": [], "annotations": []})", "the list 'categories' is missing"},
        Faulty{R"({"images": {}, "annotations": [], "categories": []})",
               "'images' is an object; it must be a list"},
        Faulty{R"({"images": null, "annotations": [], "categories": []})", "'images' is null"},
        Faulty{R"({"images": [], "images": []})", "'images' is there twice"},
        Faulty{file_of(R"([{"id": 1}])"), "annotations[0]: image_id is missing"},
        Faulty{file_of(R"([{"id": 1, "image_id": 1, "category_id": 1, "bbox": [0, 0, 1, 1]}])"),
               "annotations[0]: area is missing"},
        Faulty{file_of("[" + annotation(1) + ", 3]"), "annotations[1]: is a number, not an object"},
        Faulty{file_of("[]", R"([{"id": "1"}])"), "images[0]: id must be a whole number"},
        Faulty{"{\"images\": [{\"id\": 1,\n  \"id\" 2}]}",
               "2:8: at images[0].id: this is not JSON: unexpected"},
        Faulty{file_of("[]") + "\n x", "gt.json:2:2: the JSON ends before this; remove what"},
        Faulty{file_of("[]") + "\n{}", "gt.json:2:1: the JSON ends before this"},
        Faulty{file_of("[]") + "\n" + std::string(1, '\0'),
               "gt.json:2:1: a NUL byte, which JSON cannot have; remove it"},
        Faulty{std::string("{\"images\": \0 []}", 16), "gt.json:1:12: at images: a NUL byte"},
        Faulty{"\xEF\xBB\xBF{,}", "gt.json:1:2: this is not JSON"},
        Faulty{"{\"images\": [", "at images[0]: the file ends in the middle"}));

TEST(CocoWarnings, AreSilentOnASoundFile) {
  EXPECT_THAT(coco_warnings(read(file_of("[" + annotation(1) + "," + annotation(2) + "]"))),
              IsEmpty());
}

TEST(CocoWarnings, NameTheEffectOfIdZero) {
  EXPECT_THAT(
      coco_warnings(read(file_of("[" + annotation(0) + "]"))),
      ElementsAre(HasSubstr("1 annotations have the id 0: COCO evaluation counts what finds "
                            "such an object as a false positive")));
}

TEST(CocoWarnings, CountRepeatedIds) {
  EXPECT_THAT(
      coco_warnings(
          read(file_of("[" + annotation(4) + "," + annotation(4) + "," + annotation(4) + "]",
                       R"([{"id": 1}, {"id": 1}])", R"([{"id": 1}, {"id": 1}])"))),
      ElementsAre(HasSubstr("2 annotations have an id that another one has, e.g. 4"),
                  HasSubstr("1 entries of 'images'"), HasSubstr("1 entries of 'categories'")));
}

TEST(CocoWarnings, CountAnnotationsOfNothing) {
  EXPECT_THAT(
      coco_warnings(read(file_of("[" + annotation(1, 5) + "," + annotation(2, 1, 5) + "]"))),
      ElementsAre(HasSubstr("2 annotations belong to no image or category")));
}

}  // namespace
}  // namespace assay::dataset
