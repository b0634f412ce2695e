// SPDX-License-Identifier: Apache-2.0
// Data sets whose images are found in a folder or a list: VOC, YOLO, pairs, plain images.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/dataset/dataset.hpp"
#include "core/dataset/image_names.hpp"
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
using testing::IsEmpty;

class FolderFormat : public testing::Test {
 protected:
  explicit FolderFormat(DatasetFormat format) {
    spec_.name = "val";
    spec_.format = format;
    spec_.images = directory_.path() / "images";
    spec_.annotations = directory_.path() / "targets";
    std::filesystem::create_directories(spec_.annotations);
  }

  void write_image(const std::string& name, std::uint32_t width = 10, std::uint32_t height = 20) {
    directory_.write("images/" + name,
                     test::label_png(width, std::vector<std::uint8_t>(width * height)));
  }

  Dataset load(ProblemType task = ProblemType::object_detection) {
    return load_dataset(spec_, task);
  }

  std::string refusal(ProblemType task = ProblemType::object_detection) {
    return refusal_of([&] { load_dataset(spec_, task); });
  }

  static const std::vector<Annotation>& objects(const Dataset& dataset) {
    return std::get<InstanceTruth>(dataset.truth).annotations;
  }

  test::TemporaryDirectory directory_;
  definition::Dataset spec_;
};

std::vector<std::string> ids(const Dataset& dataset) {
  std::vector<std::string> result;
  for (const Datapoint& datapoint : dataset.datapoints) result.push_back(datapoint.id);
  return result;
}

std::vector<std::string> names(const Dataset& dataset) {
  std::vector<std::string> result;
  for (const Category& category : dataset.categories) result.push_back(category.name);
  return result;
}

// ---- which images ---------------------------------------------------------------------------

class Images : public FolderFormat {
 protected:
  Images() : FolderFormat(DatasetFormat::images) {
    for (const char* name : {"b.png", "a/c.png", "a/.hidden.png", ".git/d.png", "e.txt"}) {
      write_image(name);
    }
  }
};

TEST_F(Images, AreThoseOfAllFoldersSorted) {
  const Dataset dataset = load(ProblemType::custom);
  EXPECT_THAT(ids(dataset), ElementsAre("a/c.png", "b.png"));
  EXPECT_TRUE(std::holds_alternative<std::monostate>(dataset.truth));
}

TEST_F(Images, HaveEscapedIdsWhereTheirNamesAreNoText) {
  write_image("z\xE9.png");
  const Dataset dataset = load(ProblemType::custom);
  EXPECT_EQ(dataset.datapoints.back().id, "z%E9.png");
  EXPECT_EQ(dataset.datapoints.back().path, spec_.images / "z\xE9.png");
}

TEST_F(Images, OfAListAreInItsOrder) {
  spec_.list = directory_.write("val.txt", "b.png 1\n\nimages/a/c.png\r\n");
  EXPECT_THAT(ids(load(ProblemType::custom)), ElementsAre("b.png", "a/c.png"));
}

TEST_F(Images, OfAListMayBeginWithAByteOrderMarkAndHaveSpaces) {
  write_image("my photo.png");
  spec_.list = directory_.write("val.txt",
                                "\xEF\xBB\xBF"
                                "b.png\n  my photo.png\n");
  EXPECT_THAT(ids(load(ProblemType::custom)), ElementsAre("b.png", "my photo.png"));
}

TEST_F(Images, OfAListMayLackTheirExtension) {
  spec_.list = directory_.write("val.txt", "a/c  -1\nb\n");
  EXPECT_THAT(ids(load(ProblemType::custom)), ElementsAre("a/c.png", "b.png"));
}

TEST_F(Images, OfAListMayBeMissingFiles) {
  spec_.list = directory_.write("val.txt", "b.png\ngone.jpg\n");
  EXPECT_THAT(ids(load(ProblemType::custom)), ElementsAre("b.png", "gone.jpg"));
}

TEST_F(Images, OfAListMustBeBelowTheFolder) {
  directory_.write("outside.png", "x");
  spec_.list = directory_.write("val.txt", "b.png\n../outside.png\nnothing\nb.png\n");
  EXPECT_THAT(refusal(ProblemType::custom),
              AllOf(HasSubstr("line 2: there is no image '../outside.png'"),
                    HasSubstr("line 3: there is no image 'nothing'"),
                    HasSubstr("line 4: 'b.png' is there twice")));
}

TEST_F(Images, AreNeeded) {
  std::filesystem::remove_all(spec_.images);
  std::filesystem::create_directories(spec_.images);
  EXPECT_THAT(refusal(ProblemType::custom), HasSubstr("there are no images in it"));
}

// ---- VOC ------------------------------------------------------------------------------------

class Voc : public FolderFormat {
 protected:
  Voc() : FolderFormat(DatasetFormat::voc) { write_image("a.png"); }

  void write_xml(const std::string& objects, const std::string& name = "a.xml") {
    directory_.write("targets/" + name,
                     "<annotation>\n<size><width>10</width><height>20</height></size>\n" + objects +
                         "\n</annotation>\n");
  }

  static std::string object(const std::string& name, const std::string& more = "",
                            const std::string& corners =
                                "<xmin>1</xmin><ymin>2</ymin>"
                                "<xmax>10</xmax><ymax>4.5</ymax>") {
    return "<object><name> " + name + "\n</name>" + more + "<bndbox>" + corners +
           "</bndbox></object>";
  }
};

TEST_F(Voc, CornersCountPixelsFromOne) {
  write_xml(object("dog"));
  const Dataset dataset = load();

  ASSERT_EQ(objects(dataset).size(), 1U);
  const Annotation& dog = objects(dataset)[0];
  EXPECT_EQ(dog.id, 1);
  EXPECT_EQ(dog.x, 0);
  EXPECT_EQ(dog.y, 1);
  EXPECT_EQ(dog.width, 10);
  EXPECT_EQ(dog.height, 3.5);
  EXPECT_EQ(dog.area, 35);
  EXPECT_FALSE(dog.is_difficult);
  EXPECT_EQ(dataset.datapoints[0].size, (ImageSize{10, 20}));
}

TEST_F(Voc, DifficultObjectsAreMarked) {
  write_xml(object("dog", "<difficult>1</difficult>") + object("cat", "<difficult>0</difficult>"));
  const Dataset dataset = load();
  EXPECT_TRUE(objects(dataset)[0].is_difficult);
  EXPECT_FALSE(objects(dataset)[1].is_difficult);
}

TEST_F(Voc, DifficultIsYesOrNo) {
  write_xml(object("dog", "<difficult> true </difficult>") + object("cat", "<difficult/>"));
  const Dataset dataset = load();
  EXPECT_TRUE(objects(dataset)[0].is_difficult);
  EXPECT_FALSE(objects(dataset)[1].is_difficult);
  write_xml(object("dog", "<difficult>maybe</difficult>"));
  EXPECT_THAT(refusal_of([&] { load(); }),
              HasSubstr("<difficult> is neither 0 nor 1, but 'maybe'"));
}

TEST_F(Voc, CategoriesAreSortedNamesUnlessStated) {
  write_xml(object("dog") + object("cat") + object("dog"));
  const Dataset sorted = load();
  EXPECT_THAT(names(sorted), ElementsAre("cat", "dog"));
  EXPECT_EQ(objects(sorted)[0].category_id, 1);
  EXPECT_EQ(objects(sorted)[1].category_id, 0);

  spec_.categories.names = {"dog", "cat", "cow"};
  const Dataset stated = load();
  EXPECT_THAT(names(stated), ElementsAre("dog", "cat", "cow"));
  EXPECT_EQ(objects(stated)[1].category_id, 1);
}

TEST_F(Voc, EveryFaultIsSaidWithFileAndLine) {
  write_image("b.png");
  write_image("c.png");
  write_image("d.png");
  spec_.categories.names = {"dog"};
  write_xml(object("cow") + "\n" + object("dog", "", "<xmin>1</xmin>") + "\n" +
            object("dog", "", "<xmin>9</xmin><ymin>2</ymin><xmax>1</xmax><ymax>4</ymax>") + "\n" +
            object(""));
  write_xml("<object>", "b.xml");
  directory_.write("targets/c.xml", "<kml/>");
  EXPECT_THAT(refusal(),
              AllOf(HasSubstr("a.xml:3: 'cow' is not among the 'categories'"),
                    HasSubstr("the object has no <bndbox> with the numbers"),
                    HasSubstr("the box ends before it begins: x 9 to 1"),
                    HasSubstr("the object has no <name>"), HasSubstr("b.xml:4: is not XML"),
                    HasSubstr("c.xml:1: has no <annotation>"),
                    HasSubstr("there is no d.xml for the image")));
}

TEST_F(Voc, EntitiesAreNotExpanded) {
  directory_.write("targets/a.xml",
                   "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><annotation>" +
                       object("&e;") + "</annotation>");
  EXPECT_THAT(names(load()), ElementsAre("&e;"));
}

// ---- YOLO -----------------------------------------------------------------------------------

class Yolo : public FolderFormat {
 protected:
  Yolo() : FolderFormat(DatasetFormat::yolo) { write_image("a.png", 100, 200); }
};

TEST_F(Yolo, BoxesAreSharesOfTheImage) {
  directory_.write("targets/a.txt", "0 0.5 0.5 0.1 0.2\n\n2 0.05 0.05 0.1 0.1\r\n");
  const Dataset dataset = load();

  ASSERT_EQ(objects(dataset).size(), 2U);
  EXPECT_DOUBLE_EQ(objects(dataset)[0].x, 45);
  EXPECT_DOUBLE_EQ(objects(dataset)[0].y, 80);
  EXPECT_DOUBLE_EQ(objects(dataset)[0].width, 10);
  EXPECT_DOUBLE_EQ(objects(dataset)[0].height, 40);
  EXPECT_THAT(names(dataset), ElementsAre("0", "2"));
  EXPECT_EQ(dataset.categories[1].id, 2);
  EXPECT_EQ(objects(dataset)[1].category_id, 2);
}

TEST_F(Yolo, OutlinesBecomePolygons) {
  spec_.categories.names = {"cat"};
  directory_.write("targets/a.txt", "0 0.1 0.1 0.3 0.1 0.3 0.2 0.1 0.2\n");
  const Dataset dataset = load(ProblemType::instance_segmentation);

  const Annotation& cat = objects(dataset)[0];
  const Shapes& shapes = std::get<InstanceTruth>(dataset.truth).shapes;
  EXPECT_THAT(shapes.polygon(cat.shape, 0), testing::SizeIs(8));
  EXPECT_EQ(cat.area, 400);
  EXPECT_DOUBLE_EQ(cat.x, 10);
  EXPECT_DOUBLE_EQ(cat.width, 20);
}

TEST_F(Yolo, LabelsLieBesideTheImagesUnlessStated) {
  spec_.annotations.clear();
  directory_.write("labels/a.txt", "0 0.5 0.5 0.1 0.2\n");
  EXPECT_EQ(objects(load()).size(), 1U);
}

TEST_F(Yolo, ImagesWithoutAFileAreEmptyAndCounted) {
  write_image("b.png");
  directory_.write("targets/a.txt", "0 0.5 0.5 0.1 0.2\n");
  const Dataset dataset = load();
  EXPECT_EQ(dataset.datapoints.size(), 2U);
  EXPECT_THAT(dataset.warnings, ElementsAre(HasSubstr("1 of 2 images have no label file")));
}

TEST_F(Yolo, NoFileAtAllIsAWrongFolder) {
  EXPECT_THAT(refusal(), HasSubstr("no label file for any of the 1 images, e.g. a.txt"));
}

TEST_F(Yolo, EveryFaultIsSaidWithItsLine) {
  spec_.categories.names = {"cat"};
  directory_.write("targets/a.txt",
                   "0 0.5 0.5 0.1\n1 0.5 0.5 0.1 0.1\n0.5 0.5 0.5 0.1 0.1\n0 50 0.5 0.1 0.1\n"
                   "0 0.5 x 0.1 0.1\n0 0.5 nan 0.1 0.1\n0 0 0 1 1 0.5 0.5 0.5\n"
                   "0 0.5 0.5 -0.009 0.1\n0 0.5 0.5 0.1 0.1 0.5 2\n");
  EXPECT_THAT(refusal(),
              AllOf(HasSubstr("a.txt:1: has 4 numbers"),
                    HasSubstr("a.txt:2: the class 1 is not a whole number from 0 to 0"),
                    HasSubstr("a.txt:3: the class 0.5"), HasSubstr("a.txt:4: 50 is not a share"),
                    HasSubstr("a.txt:5: 'x' is no number"),
                    HasSubstr("a.txt:6: 'nan' is no number"), HasSubstr("a.txt:7: has 8 numbers"),
                    HasSubstr("a.txt:8: the box has the width -0.009 and the height 0.1"),
                    HasSubstr("a.txt:9: 2 is not a share of the image's size, 0 to 1; labels of "
                              "keypoints are not read, give them as COCO")));
}

TEST_F(Yolo, SaysThatCommasDoNotPartNumbers) {
  directory_.write("targets/a.txt", "0,0.5,0.5,0.1,0.2\n");
  EXPECT_THAT(refusal(), HasSubstr("'0,0.5,0.5,0.1,0.2' is no number; blanks are wanted"));
}

TEST_F(Yolo, SegmentationRefusesBoxes) {
  directory_.write("targets/a.txt", "0 0.5 0.5 0.1 0.2\n");
  EXPECT_THAT(refusal(ProblemType::instance_segmentation), HasSubstr("a.txt:1: is a box"));
}

// ---- pairs ----------------------------------------------------------------------------------

class LabelMapsFormat : public FolderFormat {
 protected:
  LabelMapsFormat() : FolderFormat(DatasetFormat::label_maps) {}

  Dataset load() { return FolderFormat::load(ProblemType::semantic_segmentation); }
  std::string refusal() { return FolderFormat::refusal(ProblemType::semantic_segmentation); }
};

TEST_F(LabelMapsFormat, PairsByName) {
  write_image("x/a.png");
  const auto labels = directory_.write("targets/x/a.png", test::label_png(2, {0, 3, 255, 0}));
  const Dataset dataset = load();

  const auto& truth = std::get<LabelMapTruth>(dataset.truth);
  EXPECT_THAT(truth.maps, ElementsAre(labels));
  EXPECT_THAT(names(dataset), ElementsAre("0", "3")) << "what occurs, without the ignored 255";
  EXPECT_EQ(truth.classes.at(3), 1U);
}

TEST_F(LabelMapsFormat, CategoriesNameTheLabels) {
  write_image("a.png");
  directory_.write("targets/a.png", test::label_png(1, {0}));
  spec_.categories.names = {"road", "car"};
  EXPECT_THAT(names(load()), ElementsAre("road", "car"));
}

TEST_F(LabelMapsFormat, PairsAsCityscapesDoes) {
  write_image("s/s_1_leftImg8bit.png");
  const auto labels =
      directory_.write("targets/s/s_1_gtFine_labelTrainIds.png", test::label_png(1, {0}));
  directory_.write("targets/s/s_1_gtFine_labelIds.png", test::label_png(1, {7}));
  EXPECT_THAT(std::get<LabelMapTruth>(load().truth).maps, ElementsAre(labels));
}

TEST_F(LabelMapsFormat, PairsAsTheDefinitionSays) {
  write_image("a_rgb.png");
  const auto labels = directory_.write("targets/a_seg.png", test::label_png(1, {0}));
  spec_.image_suffix = "_rgb";
  spec_.label_suffix = "_seg";
  EXPECT_THAT(std::get<LabelMapTruth>(load().truth).maps, ElementsAre(labels));
}

TEST_F(LabelMapsFormat, EveryImageNeedsItsLabels) {
  write_image("a.png");
  write_image("b.png");
  directory_.write("targets/a.png", test::label_png(1, {0}));
  EXPECT_THAT(refusal(), AllOf(HasSubstr("there is no PNG of labels for the image 'b.png'"),
                               HasSubstr("image_suffix")));
}

TEST_F(LabelMapsFormat, DamagedLabelsAreNamed) {
  write_image("a.png");
  directory_.write("targets/a.png", "no png");
  try {
    load();
    FAIL() << "nothing was refused";
  } catch (const Error& error) {
    EXPECT_THAT(error.report(), AllOf(HasSubstr("reading the labels"), HasSubstr("a.png"),
                                      HasSubstr("damaged PNG")));
  }
}

class ImagePairs : public FolderFormat {
 protected:
  ImagePairs() : FolderFormat(DatasetFormat::image_pairs) {}
};

TEST_F(ImagePairs, PairByNameWhateverTheExtension) {
  write_image("a.png");
  const auto target = directory_.write("targets/a.jpg", "x");
  const Dataset dataset = load(ProblemType::output_image);
  EXPECT_THAT(std::get<ImageTruth>(dataset.truth).targets, ElementsAre(target));
}

}  // namespace
}  // namespace assay::dataset
