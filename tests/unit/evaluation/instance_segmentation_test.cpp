// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/instance_segmentation.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <limits>

#include "core/base/error.hpp"
#include "tests/unit/evaluation/make_outcomes.hpp"

namespace assay::evaluation {
namespace {

using predict::DType;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Optional;

/// Images 10 and 20 of 4 x 3 pixels with category 3 in the two left columns of each; category 7 has
/// nothing.
dataset::Dataset two_images() {
  dataset::Dataset dataset;
  dataset.name = "val";
  dataset.datapoints = {{"a.jpg", 10, "/a.jpg", dataset::ImageSize{4, 3}}, {"b.jpg", 20, "/b.jpg"}};
  dataset.categories = {{7, "dog"}, {3, "cat"}};
  dataset::InstanceTruth truth{
      {{1, 10, 3, 0, 0, 2, 3, 6, false}, {2, 20, 3, 0, 0, 2, 3, 6, false}}};
  for (auto& annotation : truth.annotations) {
    annotation.shape = truth.shapes.begin_polygons();
    truth.shapes.add_polygon(std::array<double, 8>{0, 0, 2, 0, 2, 3, 0, 3});
  }
  dataset.truth = std::move(truth);
  return dataset;
}

const std::vector<std::uint8_t> kLeft = {1, 1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0};
const std::vector<std::uint8_t> kRight = {0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1};

predict::Field masks(const std::vector<std::uint8_t>& pixels) {
  return array_field("masks", DType::u8, {static_cast<std::int64_t>(pixels.size() / 12), 3, 4},
                     pixels);
}

predict::Field polygons(const std::vector<std::vector<std::vector<double>>>& objects) {
  predict::Value::List list(objects.size());
  for (std::size_t i = 0; i < objects.size(); ++i) {
    predict::Value::List rings(objects[i].size());
    for (std::size_t j = 0; j < rings.size(); ++j) {
      predict::Value::List numbers(objects[i][j].size());
      for (std::size_t k = 0; k < numbers.size(); ++k) numbers[k].content = objects[i][j][k];
      rings[j].content = std::move(numbers);
    }
    list[i].content = std::move(rings);
  }
  return {"polygons", "", predict::Value{std::move(list)}};
}

predict::Outcome segmented(std::size_t index, predict::Field shapes, float score = 1,
                           std::int64_t index_of_class = 0) {
  return {index,
          {4, 3},
          predict::Prediction{{std::move(shapes), indices("classes", {index_of_class}),
                               floats("scores", {score})}}};
}

double value_of(const Summary& summary, const std::string& name) {
  for (const Metric& metric : summary) {
    if (metric.name == name) return metric.value.value_or(-2);
  }
  return -3;
}

SegmentationResult evaluate(const std::vector<predict::Outcome>& outcomes,
                            const dataset::Dataset& dataset = two_images()) {
  const auto found = to_masks(dataset, outcomes, make_class_map({}, dataset));
  return evaluate_segmentation(dataset, outcomes, found, 0);
}

TEST(ToMasks, TakesTheSameMaskFromArraysTextsAndPolygons) {
  const auto dataset = two_images();
  const std::vector<predict::Outcome> outcomes = {
      segmented(0, masks(kLeft)), segmented(1, texts("rle", {"066"})),
      segmented(0, polygons({{{0, 0, 1, 0, 1, 3, 0, 3}, {1, 0, 2, 0, 2, 3, 1, 3}}})),
      segmented(0, array_field<float>("masks", DType::f32, {1, 3, 4},
                                      {1, 1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0}))};

  const MaskPredictions found = to_masks(dataset, outcomes, make_class_map({}, dataset));

  ASSERT_EQ(found.detections.size(), 4U);
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_EQ(image::to_text(found.masks.mask(found.shape_of_detection[i], {4, 3})), "066");
    EXPECT_EQ(found.areas[i], 6);
    EXPECT_EQ(found.detections[i].width, 2);
    EXPECT_EQ(found.detections[i].height, 3);
    EXPECT_EQ(found.detections[i].category_id, 3);
  }
  EXPECT_FALSE(found.has_boxes);
}

TEST(ToMasks, TakesTheModelsBoxesOnlyWhereAllPredictionsHaveThem) {
  const auto dataset = two_images();
  const ClassMap map = make_class_map({}, dataset);
  predict::Outcome with_box = segmented(0, masks(kLeft));
  std::get<predict::Prediction>(with_box.result).fields.push_back(boxes({0, 0, 4, 1}));

  const std::vector<predict::Outcome> all = {with_box, failed(1)};
  const MaskPredictions boxed = to_masks(dataset, all, map);
  EXPECT_TRUE(boxed.has_boxes);
  EXPECT_THAT(boxed.detections, ElementsAre(Detection{10, 3, 0, 0, 4, 1, 1}));
  EXPECT_THAT(boxed.areas, IsEmpty());

  const std::vector<predict::Outcome> some = {with_box, segmented(1, masks(kLeft))};
  const MaskPredictions mixed = to_masks(dataset, some, map);
  EXPECT_FALSE(mixed.has_boxes);
  EXPECT_EQ(mixed.detections[0], (Detection{10, 3, 0, 0, 2, 3, 1}));
}

TEST(ToMasks, LeavesOutAndCountsClassesThatTheDataSetLacks) {
  const auto dataset = two_images();
  const ClassMap map = make_class_map({{"unicorn", "cat"}, 0, {}}, dataset);
  const std::vector<predict::Outcome> outcomes = {segmented(0, masks(kLeft), 1, 0),
                                                  segmented(1, masks(kLeft), 1, 1)};
  const MaskPredictions found = to_masks(dataset, outcomes, map);
  EXPECT_EQ(found.other_classes, 1U);
  ASSERT_EQ(found.detections.size(), 1U);
  EXPECT_EQ(found.shape_of_detection.size(), 1U);
  EXPECT_EQ(found.areas.size(), 1U);
}

TEST(EvaluateSegmentation, MatchesMasksAndTheBoxesAroundThem) {
  const SegmentationResult result =
      evaluate({segmented(0, masks(kLeft)), segmented(1, masks(kRight))});

  EXPECT_EQ(value_of(result.masks.evaluated, "AR100"), 0.5);
  EXPECT_EQ(value_of(result.boxes.evaluated, "AR100"), 0.5);
  EXPECT_THAT(result.masks.images, ElementsAre(ImageCounts{10, 1, 0, 0}, ImageCounts{20, 0, 1, 1}));
  EXPECT_THAT(result.masks.arrays.category_ids, ElementsAre(3, 7));
  EXPECT_THAT(result.images_of_other_size, IsEmpty());
}

TEST(EvaluateSegmentation, CountsFailedDatapointsAsEmptyBesideTheEvaluatedOnes) {
  const SegmentationResult result = evaluate({segmented(0, masks(kLeft)), failed(1)});

  EXPECT_EQ(value_of(result.masks.evaluated, "AR100"), 1);
  EXPECT_EQ(value_of(result.masks.failed_as_empty, "AR100"), 0.5);
  EXPECT_EQ(value_of(result.boxes.failed_as_empty, "AR100"), 0.5);
}

TEST(EvaluateSegmentation, NamesImagesWhoseAnnotationsStateAnotherSize) {
  auto dataset = two_images();
  dataset.datapoints[0].size = dataset::ImageSize{3, 4};
  const SegmentationResult result = evaluate({segmented(0, masks(kLeft))}, dataset);

  EXPECT_THAT(result.images_of_other_size, ElementsAre(10));
  EXPECT_EQ(value_of(result.masks.evaluated, "AR100"), 0);
}

TEST(EvaluateSegmentation, RefusesObjectsWithoutOutlines) {
  auto dataset = two_images();
  std::get<dataset::InstanceTruth>(dataset.truth).annotations[1].shape = dataset::kNoShape;
  try {
    evaluate({segmented(0, masks(kLeft))}, dataset);
    ADD_FAILURE() << "nothing was thrown";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::dataset);
    EXPECT_THAT(error.message(), HasSubstr("'val': annotation 2 of image 20 has no outline"));
  }
}

TEST(ToMasks, NamesTheDatapointOfAFaultyPrediction) {
  const auto dataset = two_images();
  const std::vector<predict::Outcome> outcomes = {predicted(1, {})};
  try {
    to_masks(dataset, outcomes, make_class_map({}, dataset));
    ADD_FAILURE() << "nothing was thrown";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::plugin);
    EXPECT_THAT(error.message(), HasSubstr("prediction of b.jpg: the field 'masks' is missing"));
  }
}

TEST(FaultInMasks, IsSilentOnAPredictionOfNothing) {
  const ClassMap map = make_class_map({}, two_images());
  EXPECT_EQ(
      fault_in_masks({{masks({}), indices("classes", {}), floats("scores", {})}}, map, {4, 3}),
      std::nullopt);
  EXPECT_EQ(fault_in_masks({{texts("rle", {}), indices("classes", {}), floats("scores", {})}}, map,
                           {4, 3}),
            std::nullopt);
}

struct Faulty {
  std::vector<predict::Field> fields;
  std::string says;
};

class FaultInMasks : public testing::TestWithParam<Faulty> {};

TEST_P(FaultInMasks, SaysWhatIsWrong) {
  const ClassMap map = make_class_map({}, two_images());
  EXPECT_THAT(fault_in_masks({GetParam().fields}, map, {4, 3}),
              Optional(HasSubstr(GetParam().says)));
}

/// With a class and a score for one object.
std::vector<predict::Field> one(predict::Field shapes) {
  return {std::move(shapes), indices("classes", {0}), floats("scores", {1})};
}

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

INSTANTIATE_TEST_SUITE_P(
    Fields, FaultInMasks,
    testing::Values(
        Faulty{one(boxes({0, 0, 1, 1})), "'masks' is missing (or 'rle', or 'polygons')"},
        Faulty{one(array_field("masks", DType::u8, {1, 4, 3}, kLeft)),
               "has the shape [1, 4, 3]; [N, 3, 4] is wanted"},
        Faulty{one(array_field("masks", DType::u8, {3, 4}, kLeft)), "has the shape [3, 4]"},
        Faulty{one(array_field<std::uint16_t>("masks", DType::f16, {0, 3, 4}, {})),
               "'masks' has the type f16"},
        Faulty{one(texts("masks", {"066"})), "'masks' is not an array"},
        Faulty{one(masks({})), "0 masks but 1 scores"},
        Faulty{one(texts("rle", {"06"})),
               "element 0 of 'rle' is no compressed RLE of 4 x 3 pixels"},
        Faulty{one(texts("rle", {"\xff"})), "element 0 of 'rle'"},
        Faulty{one(floats("rle", {1})), "'rle' is not a list"},
        Faulty{one(polygons({{}})), "element 0 of 'polygons' is no list of polygons"},
        Faulty{one(polygons({{{0, 0, 1, 1}}})), "x,y,x,y,... of 3 corners or more"},
        Faulty{one(polygons({{{0, 0, 1, 1, kNan, 2}}})), "has a corner that is no number"},
        Faulty{one(polygons({{{0, 0, 1, 1, 1e9, 2}}})), "more than 1000000 pixels away"},
        Faulty{{masks(kLeft), indices("classes", {5}), floats("scores", {1})}, "outside 0..1"},
        Faulty{{masks(kLeft), indices("classes", {0}), floats("scores", {1}),
                boxes({0, 0, 1, 1, 0, 0, 1, 1})},
               "2 boxes but 1 scores"}));

}  // namespace
}  // namespace assay::evaluation
