// SPDX-License-Identifier: Apache-2.0
// What assess() gives the report to show of the images on which a model did worst.
#include <gmock/gmock.h>

#include <algorithm>

#include "core/image/encode.hpp"
#include "core/pipeline/assess.hpp"
#include "tests/support/temporary_directory.hpp"
#include "tests/unit/pipeline/make_fields.hpp"

namespace assay::pipeline {
namespace {

using definition::ProblemType;
using testing::IsEmpty;
using testing::SizeIs;
using State = report::Keypoint::State;

/// One image of 20 x 10 pixels and one category; the truth is each test's.
struct OneImage {
  explicit OneImage(ProblemType type, dataset::Truth truth) {
    definition.project.problem_type = type;
    dataset.datapoints = {{"a.jpg", 10, "/a.jpg"}};
    dataset.categories = {{7, "cat"}};
    dataset.truth = std::move(truth);
  }

  /// The comparison of the only worst image.
  report::Comparison shown(std::vector<predict::Field> fields) const {
    std::sort(fields.begin(), fields.end(),
              [](const auto& a, const auto& b) { return a.name < b.name; });
    const std::vector<predict::Outcome> outcomes{{0, {20, 10}, predict::Prediction{fields}}};
    const RunInput input{
        definition, model, spec, dataset, evaluation::make_class_map({}, dataset), 1, keypoints};
    auto results = assess(input, outcomes, predict::OutcomeStream(outcomes), {}).results;
    return results.worst_images.empty() ? report::Comparison()
                                        : std::move(results.worst_images.at(0).comparison);
  }

  definition::Definition definition;
  definition::Model model;
  definition::Dataset spec;
  dataset::Dataset dataset;
  std::size_t keypoints = 0;
};

/// An object of the whole image's left half.
dataset::Annotation left_half() {
  return {1, 10, 7, 0, 0, 10, 10, 100};
}

predict::Field rle(const std::string& text) {
  return {"rle", "", predict::Value{predict::Value::List{predict::Value{text}}}};
}

OneImage segmented(const image::RunLengths& truth) {
  dataset::InstanceTruth objects;
  objects.annotations = {left_half()};
  objects.annotations[0].shape = objects.shapes.add_run_lengths(truth);
  return OneImage(ProblemType::instance_segmentation, objects);
}

TEST(WorstImages, HaveMasksOfTruthAndPrediction) {
  const image::RunLengths left{{20, 10}, {0, 100, 100}}, right{{20, 10}, {100, 100}};

  const auto shown = segmented(left).shown({rle(to_text(right)),
                                            test::array_field<std::int64_t>("classes", {1}, {0}),
                                            test::array_field<float>("scores", {1}, {0.5F})});

  const auto& objects = std::get<report::ObjectComparison>(shown);
  ASSERT_THAT(objects.truth, SizeIs(1));
  ASSERT_THAT(objects.predicted, SizeIs(1));
  EXPECT_EQ(objects.truth[0].mask, left);
  EXPECT_EQ(objects.predicted[0].mask, right);
  EXPECT_EQ(objects.predicted[0].x, 10);
  EXPECT_EQ(objects.predicted[0].class_name, "cat");
}

TEST(WorstImages, HaveMasksOfTruthWhateverTheirSize) {
  const image::RunLengths other{{5, 5}, {0, 25}};
  const auto shown = segmented(other).shown({rle(image::to_text({{20, 10}, {200}})),
                                             test::array_field<std::int64_t>("classes", {1}, {0}),
                                             test::array_field<float>("scores", {1}, {0.5F})});
  EXPECT_EQ(std::get<report::ObjectComparison>(shown).truth.at(0).mask, other);
}

TEST(WorstImages, FillTheTruthsPolygons) {
  dataset::InstanceTruth objects;
  objects.annotations = {left_half()};
  objects.annotations[0].shape = objects.shapes.begin_polygons();
  objects.shapes.add_polygon(std::vector<double>{0, 0, 10, 0, 10, 10, 0, 10});
  const OneImage run(ProblemType::instance_segmentation, objects);

  const auto shown = run.shown({{"rle", "", predict::Value{predict::Value::List{}}},
                                test::array_field<std::int64_t>("classes", {0}, {}),
                                test::array_field<float>("scores", {0}, {})});

  const auto& compared = std::get<report::ObjectComparison>(shown);
  EXPECT_EQ(compared.truth.at(0).mask, (image::RunLengths{{20, 10}, {0, 100, 100}}));
  EXPECT_THAT(compared.predicted, IsEmpty());
}

TEST(WorstImages, HaveKeypointsAndWhetherTheyAreSeen) {
  dataset::InstanceTruth objects;
  objects.annotations = {left_half()};
  objects.annotations[0].keypoint_end = 3;
  objects.annotations[0].labelled_keypoints = 2;
  objects.keypoints = {1, 2, 2, 3, 4, 1, 0, 0, 0};
  OneImage run(ProblemType::keypoints, objects);
  run.keypoints = 3;

  const auto shown =
      run.shown({test::array_field<float>("keypoints", {1, 3, 3}, {15, 5, 0.5F, 16, 6, 0, 0, 0, 0}),
                 test::array_field<std::int64_t>("classes", {1}, {0}),
                 test::array_field<float>("scores", {1}, {0.5F})});

  const auto& compared = std::get<report::ObjectComparison>(shown);
  const auto states = [](const report::Object& object) {
    std::vector<State> all;
    for (const auto& point : object.keypoints) all.push_back(point.state);
    return all;
  };
  EXPECT_EQ(states(compared.truth.at(0)),
            (std::vector{State::visible, State::hidden, State::absent}));
  EXPECT_EQ(states(compared.predicted.at(0)),
            (std::vector{State::visible, State::visible, State::absent}));
  EXPECT_EQ(compared.truth[0].keypoints[1].y, 4);
  EXPECT_EQ(compared.predicted[0].keypoints[0].x, 15);
}

std::vector<std::byte> gray_pixels(std::uint8_t value) {
  return std::vector<std::byte>(200, std::byte{value});
}

TEST(WorstImages, ShowTheClassesOfPixels) {
  const assay::test::TemporaryDirectory directory;
  dataset::LabelMapTruth truth;
  truth.maps = {directory.write(
      "a.png", image::encode_png({gray_pixels(1), {20, 10}, image::PixelFormat::gray}))};
  truth.classes = {{0, 0}, {1, 1}};
  OneImage run(ProblemType::semantic_segmentation, truth);
  run.dataset.categories = {{0, "ground"}, {1, "sky"}};
  std::vector<std::uint8_t> map(200, 1);
  map[0] = 0;

  const auto shown = run.shown({test::array_field<std::uint8_t>("segmentation", {10, 20}, map)});

  const auto& labels = std::get<report::LabelComparison>(shown);
  EXPECT_EQ(labels.predicted.substr(1, 3), "PNG");
  EXPECT_NE(labels.predicted, labels.truth);
  ASSERT_THAT(labels.keys, SizeIs(2));
  EXPECT_EQ(labels.keys[0].name, "sky");
}

TEST(WorstImages, ShowWhatWasReturnedAndItsTarget) {
  const assay::test::TemporaryDirectory directory;
  dataset::ImageTruth truth;
  truth.targets = {directory.write(
      "a.png", image::encode_png({gray_pixels(9), {20, 10}, image::PixelFormat::gray}))};
  const OneImage run(ProblemType::output_image, truth);
  const std::vector<std::uint8_t> returned(200, 90);

  const auto shown =
      run.shown({test::array_field<std::uint8_t>("image_output", {10, 20, 1}, returned)});

  const auto& pictures = std::get<report::PictureComparison>(shown);
  EXPECT_EQ(pictures.returned.size, (image::Size{20, 10}));
  EXPECT_EQ(pictures.target.size, (image::Size{20, 10}));
  EXPECT_NE(pictures.returned.jpeg, pictures.target.jpeg);
}

}  // namespace
}  // namespace assay::pipeline
