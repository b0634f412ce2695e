// SPDX-License-Identifier: Apache-2.0
// COCO's panoptic files.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/dataset/label_map.hpp"
#include "tests/unit/dataset/table_format.hpp"

namespace assay::dataset {
namespace {

using definition::DatasetFormat;
using definition::ProblemType;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

class PanopticFormat : public TableFormat {
 protected:
  PanopticFormat() : TableFormat(DatasetFormat::coco, "p.json") {
    directory_.write("p/a.png",
                     test::png_file({2, 1, PNG_COLOR_TYPE_RGB, 8, {5, 0, 0, 0, 1, 0}, 0}));
    spec_.masks = directory_.path() / "p";
  }

  static std::string file(const std::string& segments, const std::string& image_id = "7") {
    return R"({"images": [{"id": 7, "file_name": "a.png", "width": 2, "height": 1}],
               "categories": [{"id": 1, "name": "person", "isthing": 1},
                              {"id": 9, "name": "sky", "isthing": 0}],
               "annotations": [{"image_id": )" +
           image_id + R"(, "file_name": "a.png", "segments_info": )" + segments + "}]}";
  }
  static constexpr const char* kSegments =
      R"([{"id": 5, "category_id": 1, "area": 1, "bbox": [0, 0, 1, 1], "iscrowd": 0},
          {"id": 256, "category_id": 9, "area": 1, "bbox": [1, 0, 1, 1], "iscrowd": 0}])";
};

TEST_F(PanopticFormat, GivesTheClassOfEachPixel) {
  spec_.masks.clear();  // p.json: the folder p
  const Dataset dataset = load(file(kSegments), ProblemType::semantic_segmentation);
  EXPECT_THAT(read_label_map(dataset, 0).classes, ElementsAre(0, 1));
}

TEST_F(PanopticFormat, GivesThingsAsObjects) {
  const Dataset dataset = load(file(kSegments), ProblemType::instance_segmentation);
  const auto& truth = std::get<InstanceTruth>(dataset.truth);
  ASSERT_EQ(truth.annotations.size(), 1U);
  EXPECT_EQ(truth.annotations[0].category_id, 1);
  EXPECT_EQ(image::area(truth.shapes.mask(truth.annotations[0].shape, {2, 1})), 1U);
  EXPECT_EQ(dataset.categories.size(), 1U);
}

TEST_F(PanopticFormat, MasksAreThoseOfTheirPixels) {
  // Columns from the left: 5 5 | 6 5 | 0 6.
  directory_.write("p/a.png", test::png_file({3,
                                              2,
                                              PNG_COLOR_TYPE_RGB,
                                              8,
                                              {5, 0, 0, 6, 0, 0, 0, 0, 0,  //
                                               5, 0, 0, 5, 0, 0, 6, 0, 0},
                                              0}));
  const Dataset dataset =
      load(file(R"([{"id": 5, "category_id": 1, "area": 3, "bbox": [0, 0, 2, 2]},
               {"id": 6, "category_id": 1, "area": 2, "bbox": [1, 0, 2, 2]}])"),
           ProblemType::instance_segmentation);
  const auto& truth = std::get<InstanceTruth>(dataset.truth);
  const std::vector<std::uint8_t> five{1, 0, 0, 1, 1, 0};
  const std::vector<std::uint8_t> six{0, 1, 0, 0, 0, 1};
  EXPECT_EQ(truth.shapes.mask(truth.annotations[0].shape, {3, 2}),
            image::encode_mask(five, {3, 2}));
  EXPECT_EQ(truth.shapes.mask(truth.annotations[1].shape, {3, 2}), image::encode_mask(six, {3, 2}));
}

TEST_F(PanopticFormat, ObjectsNeedTheirBoxesAndAreas) {
  for (const ProblemType task :
       {ProblemType::object_detection, ProblemType::instance_segmentation}) {
    EXPECT_THAT(refusal(file(R"([{"id": 5, "category_id": 1, "area": 1}])"), task),
                HasSubstr("annotations[0]: the segment 5 has no 'bbox'"));
    EXPECT_THAT(refusal(file(R"([{"id": 5, "category_id": 1, "bbox": [0, 0, 1, 1]}])"), task),
                HasSubstr("annotations[0]: the segment 5 has no 'area'"));
  }
}

TEST_F(PanopticFormat, PngsHaveTheSegmentsOfTheFile) {
  const auto with = [&](const std::string& id) {
    return refusal(
        file(R"([{"id": )" + id + R"(, "category_id": 1, "area": 1, "bbox": [0, 0, 1, 1]},
                         {"id": 256, "category_id": 9}])"),
        ProblemType::instance_segmentation);
  };
  EXPECT_THAT(with("6"), HasSubstr("a.png: the segment 5 is in it and not in 'segments_info'"));
  directory_.write("p/a.png", test::png_file({2, 1, PNG_COLOR_TYPE_RGB, 8, {0, 1, 0, 0, 1, 0}, 0}));
  EXPECT_THAT(with("5"), HasSubstr("a.png: the segment 5 has no pixels in it"));
  std::filesystem::remove(directory_.path() / "p/a.png");
  EXPECT_THAT(with("5"), HasSubstr("there is no such file"));
}

TEST_F(PanopticFormat, OtherMasksAreAnotherDataSet) {
  const std::string digest = load(file(kSegments), ProblemType::instance_segmentation).digest;
  directory_.write("p/a.png", test::png_file({2, 1, PNG_COLOR_TYPE_RGB, 8, {0, 1, 0, 5, 0, 0}, 0}));
  EXPECT_NE(load(file(kSegments), ProblemType::instance_segmentation).digest, digest);
}

TEST_F(PanopticFormat, ContradictionsAreRefused) {
  EXPECT_THAT(refusal(file(R"([{"id": 5, "category_id": 2}, {"id": 5, "category_id": 1},
                       {"id": 0, "category_id": 1}])",
                           "8"),
                      ProblemType::semantic_segmentation),
              AllOf(HasSubstr("annotations[0]: there is no image with the id 8"),
                    HasSubstr("images[0]: there is no annotation of it"),
                    HasSubstr("the segment 5 is of the category 2, which there is not"),
                    HasSubstr("the segment 5 is there twice"),
                    HasSubstr("the segment 0 is not in 1..16777215")));
  EXPECT_THAT(refusal(file(R"([{"category_id": 1}])"), ProblemType::semantic_segmentation),
              HasSubstr("annotations[0].segments_info[0]: id is missing"));
}

TEST_F(PanopticFormat, IsAskedForWhereAFileOfInstancesIsGiven) {
  const std::string instances =
      R"({"images": [{"id": 7, "file_name": "a.png", "width": 2, "height": 1}],
          "categories": [{"id": 1, "name": "person"}],
          "annotations": [{"id": 1, "image_id": 7, "category_id": 1, "bbox": [0, 0, 1, 1]}]})";
  EXPECT_THAT(refusal(instances, ProblemType::semantic_segmentation),
              AllOf(HasSubstr("this is a file of instances: no annotation has 'segments_info'; "
                              "SemanticSegmentation needs a panoptic file, or format LabelMaps"),
                    Not(HasSubstr("annotations[0]"))));
  spec_.masks.clear();
  EXPECT_THAT(refusal(file(kSegments), ProblemType::object_detection),
              AllOf(HasSubstr("this is a panoptic file"), HasSubstr("give masks_url"),
                    Not(HasSubstr("annotations[0]"))));
}

}  // namespace
}  // namespace assay::dataset
