// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/truth.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace assay::pipeline {
namespace {

using dataset::Dataset;
using definition::ProblemType;
using testing::HasSubstr;
using testing::Optional;

Dataset with(dataset::Truth truth) {
  Dataset dataset;
  dataset.categories = {{0, "thing"}};
  dataset.truth = std::move(truth);
  return dataset;
}

dataset::InstanceTruth one_object(bool outlined, bool keypoints) {
  dataset::InstanceTruth truth;
  dataset::Annotation& object = truth.annotations.emplace_back();
  if (outlined) object.shape = 0;
  if (keypoints) object.keypoint_end = 2;
  return truth;
}

TEST(Truth, FitsTheProblemTypeThatItIsMadeFor) {
  const auto fits = [](ProblemType type, dataset::Truth truth) {
    return !unfit_truth(type, with(std::move(truth)));
  };
  EXPECT_TRUE(fits(ProblemType::classification, dataset::ClassTruth{}));
  EXPECT_TRUE(fits(ProblemType::object_detection, one_object(false, false)));
  EXPECT_TRUE(fits(ProblemType::instance_segmentation, one_object(true, false)));
  EXPECT_TRUE(fits(ProblemType::keypoints, one_object(false, true)));
  EXPECT_TRUE(fits(ProblemType::semantic_segmentation, dataset::LabelMapTruth{}));
  EXPECT_TRUE(fits(ProblemType::semantic_segmentation, dataset::PanopticTruth{}));
  EXPECT_TRUE(fits(ProblemType::image_regression, dataset::RegressionTruth{}));
  EXPECT_TRUE(fits(ProblemType::output_image, dataset::ImageTruth{}));
  EXPECT_TRUE(fits(ProblemType::custom, std::monostate{}));
  EXPECT_TRUE(fits(ProblemType::custom, dataset::ClassTruth{}));
}

TEST(Truth, ThatDoesNotFitNamesTheFormatsThatDo) {
  EXPECT_THAT(unfit_truth(ProblemType::object_detection, with(dataset::ClassTruth{})),
              Optional(std::string("has no boxes, which ObjectDetection needs: use format COCO, "
                                   "VOC, YOLO or Custom")));
  EXPECT_THAT(unfit_truth(ProblemType::instance_segmentation, with(one_object(false, true))),
              Optional(HasSubstr("has no outlines of its objects")));
  EXPECT_THAT(unfit_truth(ProblemType::keypoints, with(one_object(true, false))),
              Optional(HasSubstr("has no keypoints of its objects")));
  EXPECT_THAT(unfit_truth(ProblemType::image_regression, with(std::monostate{})),
              Optional(HasSubstr("use format ImageRegression or Custom")));
}

TEST(Truth, WithoutObjectsFitsEveryTaskOfObjects) {
  for (const ProblemType type : {ProblemType::object_detection, ProblemType::instance_segmentation,
                                 ProblemType::keypoints}) {
    EXPECT_EQ(unfit_truth(type, with(dataset::InstanceTruth{})), std::nullopt);
  }
}

TEST(Truth, NeedsCategoriesWhereThereAreClasses) {
  Dataset none;
  none.truth = dataset::InstanceTruth{};
  EXPECT_THAT(unfit_truth(ProblemType::object_detection, none),
              Optional(HasSubstr("has no categories and no objects to take them from")));
  none.truth = dataset::RegressionTruth{};
  EXPECT_EQ(unfit_truth(ProblemType::image_regression, none), std::nullopt);
}

TEST(Truth, OfNumbersAndImagesHasNoClasses) {
  EXPECT_TRUE(has_classes(ProblemType::semantic_segmentation));
  EXPECT_FALSE(has_classes(ProblemType::image_regression));
  EXPECT_FALSE(has_classes(ProblemType::output_image));
  EXPECT_FALSE(has_classes(ProblemType::custom));
}

}  // namespace
}  // namespace assay::pipeline
