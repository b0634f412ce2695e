// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/truth_fit.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace assay::dataset {
namespace {

using definition::ProblemType;
using testing::HasSubstr;
using testing::Optional;

Dataset with(Truth truth) {
  Dataset dataset;
  dataset.categories = {{0, "thing"}};
  dataset.truth = std::move(truth);
  return dataset;
}

InstanceTruth one_object(bool outlined, bool keypoints) {
  InstanceTruth truth;
  Annotation& object = truth.annotations.emplace_back();
  if (outlined) object.shape = 0;
  if (keypoints) object.keypoint_end = 2;
  return truth;
}

TEST(Truth, FitsTheProblemTypeThatItIsMadeFor) {
  const auto fits = [](ProblemType type, Truth truth) {
    return !unfit_truth(type, with(std::move(truth)));
  };
  EXPECT_TRUE(fits(ProblemType::classification, ClassTruth{}));
  EXPECT_TRUE(fits(ProblemType::object_detection, one_object(false, false)));
  EXPECT_TRUE(fits(ProblemType::instance_segmentation, one_object(true, false)));
  EXPECT_TRUE(fits(ProblemType::keypoints, one_object(false, true)));
  EXPECT_TRUE(fits(ProblemType::semantic_segmentation, LabelMapTruth{}));
  EXPECT_TRUE(fits(ProblemType::semantic_segmentation, PanopticTruth{}));
  EXPECT_TRUE(fits(ProblemType::image_regression, RegressionTruth{}));
  EXPECT_TRUE(fits(ProblemType::output_image, ImageTruth{}));
  EXPECT_TRUE(fits(ProblemType::custom, std::monostate{}));
  EXPECT_TRUE(fits(ProblemType::custom, ClassTruth{}));
}

TEST(Truth, ThatDoesNotFitNamesTheFormatsThatDo) {
  EXPECT_THAT(unfit_truth(ProblemType::object_detection, with(ClassTruth{})),
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
    EXPECT_EQ(unfit_truth(type, with(InstanceTruth{})), std::nullopt);
  }
}

TEST(Truth, NeedsCategoriesWhereThereAreClasses) {
  Dataset none;
  none.truth = InstanceTruth{};
  EXPECT_THAT(unfit_truth(ProblemType::object_detection, none),
              Optional(HasSubstr("has no categories and no objects to take them from")));
  none.truth = RegressionTruth{};
  EXPECT_EQ(unfit_truth(ProblemType::image_regression, none), std::nullopt);
}

TEST(Truth, HasAsManySigmasAsKeypoints) {
  EXPECT_EQ(unfit_sigmas(ProblemType::keypoints, 0, 17), std::nullopt);
  EXPECT_EQ(unfit_sigmas(ProblemType::keypoints, 17, 17), std::nullopt);
  EXPECT_THAT(unfit_sigmas(ProblemType::keypoints, 3, 17),
              Optional(HasSubstr("are 3 numbers, but the objects have 17 keypoints")));
  EXPECT_EQ(unfit_sigmas(ProblemType::object_detection, 3, 0),
            "have no effect in ObjectDetection; drop them");
}

TEST(Truth, OfNumbersAndImagesHasNoClasses) {
  EXPECT_TRUE(has_classes(ProblemType::semantic_segmentation));
  EXPECT_FALSE(has_classes(ProblemType::image_regression));
  EXPECT_FALSE(has_classes(ProblemType::output_image));
  EXPECT_FALSE(has_classes(ProblemType::custom));
}

}  // namespace
}  // namespace assay::dataset
