// SPDX-License-Identifier: Apache-2.0
// JSON-Lines manifests.
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

class Manifest : public TableFormat {
 protected:
  Manifest() : TableFormat(DatasetFormat::custom, "m.jsonl") {}

  static constexpr const char* kNoObjects =
      R"({"classes": [], "boxes": [], "polygons": [], "keypoints": []})";

  static std::string line(const std::string& targets, const std::string& image = "a.png") {
    return R"({"inputs": {"image": ")" + image + R"("}, "targets": )" + targets + "}\n";
  }
};

TEST_F(Manifest, BoxesAreCornersAndClassesNames) {
  const Dataset dataset = load(
      line(
          R"({"boxes": [[1, 2, 4, 8], [0, 0, 1, 1]], "classes": ["dog", "cat"], "difficult": [false, true]})") +
          line(kNoObjects, "b.png"),
      ProblemType::object_detection);
  const auto& objects = std::get<InstanceTruth>(dataset.truth).annotations;
  ASSERT_EQ(objects.size(), 2U);
  EXPECT_EQ(objects[0].width, 3);
  EXPECT_EQ(objects[0].height, 6);
  EXPECT_EQ(objects[0].area, 18);
  EXPECT_EQ(dataset.categories[static_cast<std::size_t>(objects[0].category_id)].name, "dog");
  EXPECT_TRUE(objects[1].is_difficult);
  EXPECT_EQ(dataset.datapoints.size(), 2U);
}

TEST_F(Manifest, ClassesMayBeIndicesOfCategories) {
  spec_.categories.names = {"cat", "dog"};
  const Dataset dataset = load(line(R"({"classes": 1})"), ProblemType::classification);
  EXPECT_THAT(std::get<ClassTruth>(dataset.truth).classes, ElementsAre(1));
}

TEST_F(Manifest, ShapesBringTheirBoxesAndAreas) {
  const Dataset dataset = load(
      line(R"({"polygons": [[[1, 1, 5, 1, 5, 4, 1, 4]]], "classes": ["cat"]})") +
          line(R"({"rle": [{"size": [4, 3], "counts": [4, 4, 4]}], "classes": ["cat"]})", "b.png"),
      ProblemType::instance_segmentation);
  const auto& truth = std::get<InstanceTruth>(dataset.truth);
  EXPECT_EQ(truth.annotations[0].width, 4);
  EXPECT_EQ(truth.annotations[0].area, 12);
  EXPECT_EQ(truth.annotations[1].x, 1);
  EXPECT_EQ(truth.annotations[1].area, 4);
  EXPECT_FALSE(truth.shapes.is_polygons(truth.annotations[1].shape));
}

TEST_F(Manifest, KeypointsGoWithTheirBoxes) {
  const Dataset dataset = load(
      line(
          R"({"boxes": [[0, 0, 4, 4]], "classes": ["p"], "areas": [9], "keypoints": [[1, 1, 2, 0, 0, 0]]})"),
      ProblemType::keypoints);
  const auto& truth = std::get<InstanceTruth>(dataset.truth);
  EXPECT_EQ(truth.annotations[0].labelled_keypoints, 1U);
  EXPECT_EQ(truth.annotations[0].keypoint_end, 2U);
  EXPECT_EQ(truth.annotations[0].area, 9);
}

TEST_F(Manifest, OtherTasksHaveTheirOwnTargets) {
  spec_.categories.names = {"road"};
  const Dataset maps =
      load(line(R"({"segmentation": "b.png"})"), ProblemType::semantic_segmentation);
  EXPECT_THAT(read_label_map(maps, 0).classes, ElementsAre(0));
  spec_.categories.names.clear();
  const Dataset numbers =
      load(line(R"({"regressed_values": [1.5, 2]})"), ProblemType::image_regression);
  EXPECT_THAT(std::get<RegressionTruth>(numbers.truth).values, ElementsAre(1.5, 2));
  EXPECT_THAT(std::get<RegressionTruth>(numbers.truth).names, ElementsAre("value_0", "value_1"));
  const Dataset images = load(line(R"({"image_output": "b.png"})"), ProblemType::output_image);
  EXPECT_THAT(std::get<ImageTruth>(images.truth).targets, ElementsAre(spec_.images / "b.png"));
  const Dataset custom = load(line(R"({"any": {"thing": [1]}})"), ProblemType::custom);
  EXPECT_THAT(std::get<CustomTruth>(custom.truth).targets, ElementsAre(R"({"any":{"thing":[1]}})"));
}

struct WrongLine {
  std::string line;
  std::string fault;
  ProblemType task = ProblemType::object_detection;
};

class WrongManifest : public Manifest, public testing::WithParamInterface<WrongLine> {};

TEST_P(WrongManifest, IsExplainedWithItsLine) {
  EXPECT_THAT(refusal(line(kNoObjects, "b.png") + GetParam().line, GetParam().task),
              AllOf(HasSubstr("line 2: "), HasSubstr(GetParam().fault)));
}

INSTANTIATE_TEST_SUITE_P(
    Each, WrongManifest,
    testing::Values(
        WrongLine{"{", "is not JSON"}, WrongLine{"[]", "is not a JSON object"},
        WrongLine{R"({"input": {}})",
                  "unknown member 'input' (known are id, inputs, targets); did you mean 'inputs'?"},
        WrongLine{R"({"inputs": {}})", "'inputs' must name one image"},
        WrongLine{R"({"inputs": {"image": 3}})", "'inputs' must name one image"},
        WrongLine{R"({"inputs": {"image": "../a.png"}})", "leaves data_url"},
        WrongLine{R"({"inputs": {"image": "b.png"}})", "'b.png' is there twice"},
        WrongLine{R"({"inputs": {"image": "a.png"}, "targets": []})",
                  "'targets' must be an object"},
        WrongLine{R"({"inputs": {"image": "a.png"}, "targets": {}})", "has no 'classes'"},
        WrongLine{R"({"inputs": {"image": "a.png"}, "targets": {"classes": [], "classes": []}})",
                  "has the member 'classes' twice"},
        WrongLine{R"({"inputs": {"image": "a.png"}})", "has no 'targets'; leave the line out"},
        WrongLine{R"({"inputs": {"image": "a.png"}, "targets": null})", "has no 'targets'"},
        WrongLine{
            R"({"inputs": {"image": "a.png"}, "targets": {"classes": [], "boxes": [], "iscrwod": []}})",
            "segmentation); did you mean 'iscrowd'?"},
        WrongLine{
            R"({"inputs": {"image": "a.png"}, "targets": {"classes": [], "rle": [], "polygons": []}})",
            "both 'rle' and 'polygons'", ProblemType::instance_segmentation},
        WrongLine{R"({"inputs": {"image": "a.png"}, "targets": {"classes": ["x"]}})",
                  "has no 'boxes'"},
        WrongLine{R"({"inputs": {"image": "a.png"}, "targets": {"classes": ["x"], "boxes": []}})",
                  "0 boxes but 1 classes"},
        WrongLine{
            R"({"inputs": {"image": "a.png"}, "targets": {"classes": ["x"], "boxes": [[1, 2, 3]]}})",
            "a list of 3 numbers; each must have 4"},
        WrongLine{
            R"({"inputs": {"image": "a.png"}, "targets": {"classes": ["x"], "boxes": [[5, 2, 3, 4]]}})",
            "ends before it begins"},
        WrongLine{
            R"({"inputs": {"image": "a.png"}, "targets": {"classes": [0], "boxes": [[1, 2, 3, 4]]}})",
            "need 'categories'"},
        WrongLine{
            R"({"inputs": {"image": "a.png"}, "targets": {"classes": ["x"], "polygons": [[[1, 2]]]}})",
            "'polygons' has a polygon of 2 numbers", ProblemType::instance_segmentation},
        WrongLine{
            R"({"inputs": {"image": "a.png"}, "targets": {"classes": ["x"], "boxes": [[1, 2, 3, 4]], "keypoints": [[1, 2]]}})",
            "each keypoint is x, y, v", ProblemType::keypoints}));

TEST_F(Manifest, NeedsOneClassForEachImage) {
  EXPECT_THAT(refusal(line(R"({"classes": ["x", "y"]})"), ProblemType::classification),
              HasSubstr("2 classes; one is wanted"));
}

TEST_F(Manifest, NeedsAsManyNumbersEverywhere) {
  EXPECT_THAT(refusal(line(R"({"regressed_values": [1, 2]})") +
                          line(R"({"regressed_values": [1]})", "b.png"),
                      ProblemType::image_regression),
              HasSubstr("line 2: 1 'regressed_values', where the first line has 2"));
}

TEST_F(Manifest, PolygonsKeepToAnImageThatIsAllowed) {
  EXPECT_THAT(refusal(line(R"({"classes": ["x"], "polygons": [[[0, 0, 40000, 0, 0, 40000]]]})"),
                      ProblemType::instance_segmentation),
              HasSubstr("line 1: 'polygons' reach further than an image of max_pixels"));
}

TEST_F(Manifest, TargetsThatAreNotScoredMayBeAnything) {
  const Dataset dataset = load(line("[1, null]") + line("\"x\"", "b.png"), ProblemType::custom);
  EXPECT_THAT(std::get<CustomTruth>(dataset.truth).targets, ElementsAre("[1,null]", "\"x\""));
}

TEST_F(Manifest, NumbersHaveNamesOfTheirOwn) {
  spec_.categories.names = {"age", "age"};
  EXPECT_THAT(refusal(line(R"({"regressed_values": [1, 2]})"), ProblemType::image_regression),
              HasSubstr("'categories' has a name twice"));
}

TEST_F(Manifest, IsNotReadWhenItIsNestedTooDeep) {
  EXPECT_THAT(refusal(std::string(100'000, '['), ProblemType::custom),
              HasSubstr("nested more than 64 deep"));
}

}  // namespace
}  // namespace assay::dataset
