// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/convert/convert.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <sstream>

#include "core/base/error.hpp"
#include "core/dataset/dataset.hpp"
#include "tests/support/shared_data.hpp"
#include "tests/unit/dataset/lint/clean_sets.hpp"
#include "tests/unit/dataset/refusal.hpp"

namespace assay::dataset::convert {
namespace {

namespace fs = std::filesystem;
using definition::DatasetFormat;
using definition::ProblemType;
using lint::Base;
using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;

std::string text_in(const fs::path& file) {
  std::ostringstream text;
  text << std::ifstream(file, std::ios::binary).rdbuf();
  return text.str();
}

std::vector<std::string> names_of(const Dataset& dataset) {
  std::vector<std::string> names;
  for (const Category& category : dataset.categories) names.push_back(category.name);
  return names;
}

/// The data set that a conversion has written, as its assay.yaml says.
definition::Dataset written(const fs::path& folder, Target to, const definition::Dataset& from,
                            const std::vector<std::string>& categories) {
  definition::Dataset spec;
  spec.name = from.name;
  spec.images = from.images;
  if (to == Target::coco) {
    spec.format = DatasetFormat::coco;
    spec.annotations = folder / "instances.json";
    return spec;
  }
  spec.format = to == Target::yolo ? DatasetFormat::yolo : DatasetFormat::voc;
  spec.annotations = folder / (to == Target::yolo ? "labels" : "Annotations");
  spec.list = folder / "images.txt";
  spec.categories.names = categories;
  return spec;
}

struct Object {
  std::string category;
  double x, y, width, height;
  bool ignored;
};

/// Objects by image, in order.
std::map<std::string, std::vector<Object>> objects_of(const Dataset& dataset) {
  std::map<std::int64_t, std::string> image, category;
  for (const auto& datapoint : dataset.datapoints) image[datapoint.image_id] = datapoint.id;
  for (const auto& one : dataset.categories) category[one.id] = one.name;
  std::map<std::string, std::vector<Object>> objects;
  for (const auto& [id, name] : image) objects[name];
  for (const Annotation& a : std::get<InstanceTruth>(dataset.truth).annotations) {
    objects[image.at(a.image_id)].push_back(
        {category.at(a.category_id), a.x, a.y, a.width, a.height, a.is_crowd || a.is_difficult});
  }
  return objects;
}

void expect_same_objects(const Dataset& a, const Dataset& b, double tolerance, bool crowds) {
  EXPECT_EQ(names_of(a), names_of(b));
  auto objects = objects_of(a);
  const auto others = objects_of(b);
  ASSERT_EQ(objects.size(), others.size());
  for (auto& [image, list] : objects) {
    if (!crowds) std::erase_if(list, [](const Object& object) { return object.ignored; });
    const auto& other = others.at(image);
    ASSERT_EQ(list.size(), other.size()) << image;
    for (std::size_t i = 0; i < list.size(); ++i) {
      EXPECT_EQ(list[i].category, other[i].category) << image;
      EXPECT_EQ(list[i].ignored, other[i].ignored) << image;
      EXPECT_NEAR(list[i].x, other[i].x, tolerance) << image;
      EXPECT_NEAR(list[i].y, other[i].y, tolerance) << image;
      EXPECT_NEAR(list[i].width, other[i].width, tolerance) << image;
      EXPECT_NEAR(list[i].height, other[i].height, tolerance) << image;
    }
  }
}

class Convert : public testing::Test {
 protected:
  /// There and back to COCO.
  Dataset round_trip(const definition::Dataset& from, Target to,
                     const std::vector<std::string>& categories) {
    convert(from, ProblemType::object_detection, {to, out_ / "there"});
    const auto there = written(out_ / "there", to, from, categories);
    convert(there, ProblemType::object_detection, {Target::coco, out_ / "back"});
    return load_dataset(written(out_ / "back", Target::coco, from, {}),
                        ProblemType::object_detection);
  }

  test::TemporaryDirectory directory_;
  fs::path out_ = directory_.path() / "out";
};

TEST_F(Convert, ToYoloWritesOutlinesAndCountsCrowds) {
  const auto set = lint::make_clean(Base::coco, directory_);
  const Converted converted = convert(set.spec, set.task, {Target::yolo, out_});
  EXPECT_EQ(converted.images, 2U);
  EXPECT_EQ(converted.objects, 2U);
  EXPECT_EQ(converted.categories, 2U);
  EXPECT_THAT(converted.losses,
              testing::ElementsAre(Loss{"crowds are left out: YOLO has none", 1}));
  EXPECT_EQ(text_in(out_ / "labels/a.txt"),
            "0 0.1 0.2 0.5 0.2 0.5 0.8 0.1 0.8\n1 0.5 0.1 0.75 0.1 0.75 0.6 0.5 0.6\n");
  EXPECT_EQ(text_in(out_ / "labels/b.txt"), "");
  EXPECT_EQ(text_in(out_ / "images.txt"), "a.png\nb.png\n");
  EXPECT_THAT(text_in(out_ / "data.yaml"), HasSubstr("names:\n  0: \"cat\"\n  1: \"dog\"\n"));
  EXPECT_THAT(
      text_in(out_ / "assay.yaml"),
      AllOf(HasSubstr("problem_type: InstanceSegmentation}"), HasSubstr("format: YOLO\n"),
            HasSubstr("annotations_url: labels\n"), HasSubstr("categories: [\"cat\", \"dog\"]\n")));
}

TEST_F(Convert, KeepsBoxesWhereTheyCountAndAreNotThoseOfTheOutlines) {
  auto set = lint::make_clean(Base::coco, directory_);
  directory_.write("gt.json", R"({
      "images": [{"id": 1, "file_name": "a.png", "width": 20, "height": 10}],
      "categories": [{"id": 1, "name": "cat"}],
      "annotations": [{"id": 1, "image_id": 1, "category_id": 1, "iscrowd": 0, "area": 48,
                       "bbox": [0, 0, 10, 5], "segmentation": [[2, 2, 10, 2, 10, 8, 2, 8]]}]})");
  const Converted boxes =
      convert(set.spec, ProblemType::object_detection, {Target::yolo, out_ / "boxes"});
  EXPECT_EQ(text_in(out_ / "boxes/labels/a.txt"), "0 0.25 0.25 0.5 0.5\n");
  EXPECT_THAT(boxes.losses,
              Contains(Loss{"outlines became boxes: what is around them differs by more than a "
                            "pixel",
                            1}));
  const Converted outlines =
      convert(set.spec, ProblemType::instance_segmentation, {Target::yolo, out_ / "outlines"});
  EXPECT_EQ(text_in(out_ / "outlines/labels/a.txt"), "0 0.1 0.2 0.5 0.2 0.5 0.8 0.1 0.8\n");
  EXPECT_THAT(outlines.losses, Contains(Loss{"boxes became those around their outlines, which "
                                             "differ by more than a pixel",
                                             1}));
}

TEST_F(Convert, ToVocWritesCornersFromOne) {
  const auto set = lint::make_clean(Base::coco, directory_);
  const Converted converted = convert(set.spec, set.task, {Target::voc, out_});
  EXPECT_EQ(converted.objects, 3U);
  EXPECT_THAT(text_in(out_ / "Annotations/a.xml"),
              AllOf(HasSubstr("<xmin>3</xmin>\n      <ymin>3</ymin>\n      <xmax>10</xmax>\n"
                              "      <ymax>8</ymax>"),
                    HasSubstr("<width>20</width>")));
  EXPECT_EQ(text_in(out_ / "ImageSets/Main/test.txt"), "a\nb\n");
  EXPECT_THAT(converted.losses,
              Contains(Loss{"outlines are left out: VOC's files have boxes alone", 3}));
}

TEST_F(Convert, ToVocLeavesOutBoxesNarrowerThanAPixel) {
  auto set = lint::make_clean(Base::manifest, directory_);
  directory_.write("gt.jsonl",
                   R"({"inputs": {"image": "a.png"}, "targets": {"boxes": [[2, 2, 2.5, 8], )"
                   R"([1, 1, 4, 4]], "classes": ["cat", "dog"]}})");
  const Converted converted = convert(set.spec, set.task, {Target::voc, out_});
  EXPECT_EQ(converted.objects, 1U);
  EXPECT_THAT(converted.losses,
              Contains(Loss{"boxes are left out: they are narrower than a pixel", 1}));
}

TEST_F(Convert, ToYoloCutsBoxesAtTheBorder) {
  auto set = lint::make_clean(Base::manifest, directory_);
  directory_.write("gt.jsonl",
                   R"({"inputs": {"image": "a.png"}, "targets": {"boxes": [[10, 5, 30, 15], )"
                   R"([30, 30, 40, 40]], "classes": ["cat", "dog"]}})");
  const Converted converted = convert(set.spec, set.task, {Target::yolo, out_});
  EXPECT_EQ(text_in(out_ / "labels/a.txt"), "0 0.75 0.75 0.5 0.5\n");
  EXPECT_THAT(converted.losses,
              AllOf(Contains(Loss{"boxes are cut at the image's border", 1}),
                    Contains(Loss{"boxes are left out: they hold nothing of their image", 1})));
}

TEST_F(Convert, KeepsKeypointsInCocoAlone) {
  const auto set = lint::make_clean(Base::keypoints, directory_);
  EXPECT_THAT(convert(set.spec, set.task, {Target::coco, out_ / "coco"}).losses, IsEmpty());
  EXPECT_THAT(text_in(out_ / "coco/instances.json"),
              HasSubstr(R"("keypoints":[2.0,2.0,2.0,5.0,5.0,1.0],"num_keypoints":2)"));
  EXPECT_THAT(convert(set.spec, set.task, {Target::yolo, out_ / "yolo"}).losses,
              Contains(Loss{"keypoints are left out", 2}));
}

TEST_F(Convert, GivesTheSameBytesEachTime) {
  const auto set = lint::make_clean(Base::yolo, directory_);
  for (const char* name : {"one", "two"}) convert(set.spec, set.task, {Target::coco, out_ / name});
  EXPECT_EQ(text_in(out_ / "one/instances.json"), text_in(out_ / "two/instances.json"));
  EXPECT_EQ(text_in(out_ / "one/assay.yaml"), text_in(out_ / "two/assay.yaml"));
}

TEST_F(Convert, BringsImages) {
  const auto set = lint::make_clean(Base::voc, directory_);
  convert(set.spec, set.task, {Target::yolo, out_ / "copy", Images::copy});
  EXPECT_EQ(text_in(out_ / "copy/images/a.png"), text_in(set.spec.images / "a.png"));
  convert(set.spec, set.task, {Target::yolo, out_ / "link", Images::link});
  EXPECT_EQ(fs::read_symlink(out_ / "link/images/a.png"), set.spec.images / "a.png");
  EXPECT_THAT(text_in(out_ / "link/assay.yaml"), HasSubstr("data_url: \"images\"\n"));
}

TEST_F(Convert, RefusesAFolderThatExists) {
  const auto set = lint::make_clean(Base::voc, directory_);
  fs::create_directories(out_);
  try {
    convert(set.spec, set.task, {Target::yolo, out_});
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::usage);
    EXPECT_THAT(error.message(), HasSubstr("exists already"));
  }
}

TEST_F(Convert, LeavesNothingBehindWhenItFails) {
  const auto set = lint::make_clean(Base::voc, directory_);
  directory_.write("targets/a.xml", "no XML");
  refusal_of([&] { convert(set.spec, set.task, {Target::yolo, out_}); });
  for (const auto& entry : fs::directory_iterator(directory_.path())) {
    EXPECT_THAT(entry.path().filename().string(), testing::Not(HasSubstr("out")));
  }
}

TEST_F(Convert, RefusesWhatHasNoObjects) {
  const auto set = lint::make_clean(Base::label_table, directory_);
  EXPECT_THAT(refusal_of([&] {
                convert(set.spec, set.task, {Target::coco, out_});
              }),
              HasSubstr("has no objects to convert"));
}

/// Of a manifest, for an image without objects.
std::string empty_line(const std::string& image) {
  return R"({"inputs": {"image": ")" + image + R"("}, "targets": {"classes": [], "boxes": []}})" +
         "\n";
}

TEST_F(Convert, RefusesNamesThatWouldShareAFile) {
  auto set = lint::make_clean(Base::manifest, directory_);
  directory_.write("images/a.jpg", "x");
  directory_.write("gt.jsonl", empty_line("a.png") + empty_line("a.jpg"));
  EXPECT_THAT(refusal_of([&] {
                convert(set.spec, set.task, {Target::yolo, out_});
              }),
              HasSubstr("'a.png' and 'a.jpg' would both have the annotations 'a.txt'"));
}

TEST_F(Convert, RefusesCategoriesThatAreNoText) {
  auto set = lint::make_clean(Base::voc, directory_);
  set.spec.categories.names.clear();
  directory_.write("targets/a.xml",
                   "<annotation><object><name>c\xE4t</name><bndbox><xmin>1</xmin><ymin>1</ymin>"
                   "<xmax>4</xmax><ymax>4</ymax></bndbox></object></annotation>");
  EXPECT_THAT(refusal_of([&] {
                convert(set.spec, set.task, {Target::coco, out_});
              }),
              HasSubstr("the category 'c%E4t' is not UTF-8"));
  set = lint::make_clean(Base::coco, directory_);
  directory_.write(
      "gt.json",
      R"({"images": [{"id": 1, "file_name": "a.png"}], "annotations": [], "categories": [{"id": 1, "name": "a\nb"}]})");
  EXPECT_THAT(refusal_of([&] {
                convert(set.spec, set.task, {Target::voc, out_});
              }),
              HasSubstr("the category 'a%0Ab' has control characters; rename it"));
}

TEST_F(Convert, TellsOfAreasThatAreNotThoseOfTheirBoxes) {
  auto set = lint::make_clean(Base::manifest, directory_);
  directory_.write("gt.jsonl",
                   R"({"inputs": {"image": "a.png"}, "targets": {"boxes": [[2, 2, 10, 8], )"
                   R"([1, 1, 4, 4]], "classes": ["cat", "dog"], "areas": [30, 9]}})");
  EXPECT_THAT(convert(set.spec, set.task, {Target::coco, out_ / "coco"}).losses, IsEmpty());
  for (const auto& [to, name] : {std::pair{Target::yolo, "YOLO"}, std::pair{Target::voc, "VOC"}}) {
    EXPECT_THAT(convert(set.spec, set.task, {to, out_ / name}).losses,
                testing::ElementsAre(Loss{std::string("areas became those of their boxes: ") +
                                              name + "'s files have no others",
                                          1}));
  }
}

TEST_F(Convert, RoundTripsOfASmallSetKeepBoxes) {
  const auto set = lint::make_clean(Base::coco, directory_);
  const Dataset before = load_dataset(set.spec, ProblemType::object_detection);
  const auto names = names_of(before);
  expect_same_objects(before, round_trip(set.spec, Target::yolo, names), 1e-6, false);
  fs::remove_all(out_);
  expect_same_objects(before, round_trip(set.spec, Target::voc, names), 1e-6, true);
}

TEST_F(Convert, RoundTripsOfRealAnnotationsKeepBoxes) {
  ASSAY_REQUIRE_SHARED_DATA("datasets/coco54");
  definition::Dataset spec;
  spec.name = "coco54";
  spec.images = ASSAY_SHARED_DATA "/datasets/coco54/images";
  spec.annotations = ASSAY_SHARED_DATA "/datasets/coco54/instances.json";
  const Dataset before = load_dataset(spec, ProblemType::object_detection);
  // Outlines are told to a hundredth of a pixel, and so are the boxes around them.
  expect_same_objects(before, round_trip(spec, Target::yolo, names_of(before)), 0.02, false);
  fs::remove_all(out_);
  expect_same_objects(before, round_trip(spec, Target::voc, names_of(before)), 1e-6, true);
}

}  // namespace
}  // namespace assay::dataset::convert
