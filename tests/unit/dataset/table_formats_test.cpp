// SPDX-License-Identifier: Apache-2.0
// Data sets that one file lists: regression tables, label lists, manifests, panoptic files.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/dataset/dataset.hpp"
#include "core/dataset/label_map.hpp"
#include "tests/support/temporary_directory.hpp"
#include "tests/unit/dataset/png_file.hpp"
#include "tests/unit/dataset/refusal.hpp"

namespace assay::dataset {
namespace {

using definition::DatasetFormat;
using definition::ProblemType;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

class TableFormat : public testing::Test {
 protected:
  TableFormat(DatasetFormat format, std::string file) : file_(std::move(file)) {
    spec_.name = "val";
    spec_.format = format;
    spec_.images = directory_.path() / "images";
    spec_.annotations = directory_.path() / file_;
    for (const char* name : {"a.png", "b.png"}) {
      directory_.write(std::string("images/") + name, test::label_png(1, {0}));
    }
  }

  Dataset load(const std::string& text, ProblemType task) {
    directory_.write(file_, text);
    return load_dataset(spec_, task);
  }
  std::string refusal(const std::string& text, ProblemType task) {
    return refusal_of([&] { load(text, task); });
  }

  test::TemporaryDirectory directory_;
  definition::Dataset spec_;
  std::string file_;
};

// ---- regression -----------------------------------------------------------------------------

class Regression : public TableFormat {
 protected:
  Regression() : TableFormat(DatasetFormat::image_regression, "t.csv") {}
  RegressionTruth truth(const std::string& text) {
    return std::get<RegressionTruth>(load(text, ProblemType::image_regression).truth);
  }
  std::string refusal(const std::string& text) {
    return TableFormat::refusal(text, ProblemType::image_regression);
  }
};

TEST_F(Regression, RowsAreSortedByFileAndColumnsKeepTheirOrder) {
  const RegressionTruth read = truth("age,file,height\n30.5,b.png,1.8\n-2e1,a.png,0\n");
  EXPECT_THAT(read.names, ElementsAre("age", "height"));
  EXPECT_THAT(read.values, ElementsAre(-20, 0, 30.5, 1.8));
}

TEST_F(Regression, CategoriesChooseTheColumns) {
  spec_.categories.names = {"height"};
  EXPECT_THAT(truth("file,age,height,note\na.png,3,1.5,x\n").values, ElementsAre(1.5));
}

TEST_F(Regression, KeepsTheFirstDatapoints) {
  spec_.num_datapoints = 1;
  EXPECT_THAT(truth("file,v\nb.png,2\na.png,1\n").values, ElementsAre(1));
}

TEST_F(Regression, EveryFaultIsSaidWithItsLine) {
  EXPECT_THAT(
      refusal("file,v\na.png,x\nb.png\n../c.png,1\nb.png,inf\nb.png,1\nb.png,2\n"),
      AllOf(HasSubstr("line 2: v 'x' is not a finite number"),
            HasSubstr("line 3: 1 values, but the first line names 2 columns"),
            HasSubstr("line 4: file '../c.png' leaves data_url"), HasSubstr("line 5: v 'inf'"),
            HasSubstr("line 7: file 'b.png' is there twice")));
}

TEST_F(Regression, TheHeaderMustNameItsColumns) {
  EXPECT_THAT(refusal("a.png,1\n"), HasSubstr("the first line must name the columns"));
  EXPECT_THAT(refusal("file\n"), HasSubstr("the first line must name the columns"));
  EXPECT_THAT(refusal("file;v\n"), HasSubstr("is it separated by ';'?"));
  EXPECT_THAT(refusal("image,label\n"), HasSubstr("for each number; 'image': write 'file'"));
  EXPECT_THAT(refusal("file,v,v\n"), HasSubstr("names the column v twice"));
  EXPECT_THAT(refusal("file,,v\n"), HasSubstr("a column has no name"));
  EXPECT_THAT(refusal(""), HasSubstr("is empty"));
  EXPECT_THAT(refusal("file,v\n"), HasSubstr("there are no rows"));
  spec_.categories.names = {"w"};
  EXPECT_THAT(refusal("file,v\n"), HasSubstr("there is no column 'w'"));
}

// ---- label lists ----------------------------------------------------------------------------

class LabelList : public TableFormat {
 protected:
  LabelList() : TableFormat(DatasetFormat::imagenet, "val.txt") {}
};

TEST_F(LabelList, NamesClassesByIndex) {
  const Dataset dataset = load("b.png 65\na.png\t3\n", ProblemType::classification);
  ASSERT_EQ(dataset.categories.size(), 2U);
  EXPECT_EQ(dataset.categories[0].id, 3);
  EXPECT_EQ(dataset.categories[1].name, "65");
  const auto& truth = std::get<ClassTruth>(dataset.truth);
  EXPECT_THAT(truth.classes, ElementsAre(0, 1));
  EXPECT_TRUE(truth.ids_are_class_indices);
}

TEST_F(LabelList, CategoriesNameTheIndices) {
  spec_.categories.names = {"cat", "dog", "cow"};
  const Dataset dataset = load("a.png 2\n", ProblemType::classification);
  EXPECT_EQ(dataset.categories.size(), 3U);
  EXPECT_THAT(std::get<ClassTruth>(dataset.truth).classes, ElementsAre(2));
}

TEST_F(LabelList, EveryFaultIsSaidWithItsLine) {
  spec_.categories.names = {"cat"};
  EXPECT_THAT(refusal("a.png\nb.png x\nb.png -1\n/b.png 0\nb.png 1\na.png 0\na.png 0\n",
                      ProblemType::classification),
              AllOf(HasSubstr("line 1: is not 'path index'"), HasSubstr("line 2: is not"),
                    HasSubstr("line 3: is not"), HasSubstr("line 4: file '/b.png' is absolute"),
                    HasSubstr("line 5: the class index 1 is more than"),
                    HasSubstr("line 7: 'a.png' is there twice")));
  EXPECT_THAT(refusal("\n", ProblemType::classification), HasSubstr("no labels in it"));
}

// ---- manifests ------------------------------------------------------------------------------

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

// ---- panoptic -------------------------------------------------------------------------------

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
