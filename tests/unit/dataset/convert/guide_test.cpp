// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/convert/guide.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/file.hpp"
#include "core/dataset/dataset.hpp"
#include "core/definition/parse.hpp"
#include "tests/unit/dataset/lint/clean_sets.hpp"
#include "tests/unit/dataset/refusal.hpp"

namespace assay::dataset::convert {
namespace {

namespace fs = std::filesystem;
using definition::ProblemType;
using lint::Base;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

/// Converts, and reads the definition that was written.
class Guide : public testing::Test {
 protected:
  definition::Dataset written(const lint::CleanSet& set, Target to, Images how = Images::stay) {
    converted_ = convert(set.spec, set.task, {to, out_, how});
    return definition::parse_file(out_ / "assay.yaml", {{}, ""}).datasets.at(0);
  }

  /// A manifest of images without objects, whose files are there.
  lint::CleanSet set_of(const std::vector<std::string>& images) {
    auto set = lint::make_clean(Base::manifest, directory_);
    set.spec.categories.names = {"cat"};
    std::string manifest;
    for (const std::string& image : images) {
      directory_.write("images/" + image, lint::flat_png(20, 10, 4));
      manifest += R"({"inputs": {"image": ")" + image +
                  R"("}, "targets": {"classes": [], "boxes": []}})" + "\n";
    }
    directory_.write("gt.jsonl", manifest);
    return set;
  }

  std::vector<std::string> images_of(const definition::Dataset& spec) {
    std::vector<std::string> names;
    const Dataset dataset = load_dataset(spec, ProblemType::object_detection);
    for (const Datapoint& datapoint : dataset.datapoints) {
      EXPECT_TRUE(fs::exists(datapoint.path)) << datapoint.path;
      names.push_back(datapoint.id);
    }
    return names;
  }

  test::TemporaryDirectory directory_;
  fs::path out_ = directory_.path() / "out";
  Converted converted_;
};

constexpr const char* kFive = "0 0.5 0.5 0.2 0.4\n5 0.25 0.5 0.25 0.25\n";

TEST_F(Guide, KeepsWhatTheDefinitionSaysOfImagesAndScores) {
  auto set = lint::make_clean(Base::keypoints, directory_);
  set.spec.keypoint_sigmas = {0.05, 1};
  set.spec.exif = definition::Exif::ignore;
  set.spec.truncated = definition::Truncated::warn;
  set.spec.background = {0, 128, 255};
  set.spec.max_pixels = 12'345;
  const definition::Dataset coco = written(set, Target::coco);
  EXPECT_EQ(coco.keypoint_sigmas, set.spec.keypoint_sigmas);
  EXPECT_EQ(coco.exif, set.spec.exif);
  EXPECT_EQ(coco.truncated, set.spec.truncated);
  EXPECT_EQ(coco.background, set.spec.background);
  EXPECT_EQ(coco.max_pixels, set.spec.max_pixels);
}

TEST_F(Guide, LeavesOutSigmasWhereKeypointsAreLost) {
  auto set = lint::make_clean(Base::keypoints, directory_);
  set.spec.keypoint_sigmas = {0.05, 0.05};
  set.spec.max_pixels = 12'345;
  const definition::Dataset yolo = written(set, Target::yolo);
  EXPECT_TRUE(yolo.keypoint_sigmas.empty());
  EXPECT_EQ(yolo.max_pixels, 12'345);
}

TEST_F(Guide, SaysNothingOfDefaults) {
  written(lint::make_clean(Base::keypoints, directory_), Target::coco);
  const std::string text = read_file(out_ / "assay.yaml");
  for (const char* key : {"sigmas", "exif", "truncated", "alpha", "max_pixels", "only"}) {
    EXPECT_THAT(text, Not(HasSubstr(key)));
  }
}

TEST_F(Guide, KeepsNumbersOfClassesThatLeaveSomeOut) {
  auto set = lint::make_clean(Base::yolo, directory_);
  set.spec.categories.names = {"x", "", "", "", "", "y"};
  directory_.write("targets/a.txt", kFive);
  for (const Target to : {Target::yolo, Target::voc}) {
    EXPECT_EQ(written(set, to).categories.names, set.spec.categories.names);
    fs::remove_all(out_);
  }
  const definition::Dataset yolo = written(set, Target::yolo);
  EXPECT_EQ(read_file(out_ / "labels/a.txt"), kFive);
  EXPECT_THAT(read_file(out_ / "data.yaml"), HasSubstr("names:\n  0: \"x\"\n  5: \"y\"\n"));
  EXPECT_TRUE(load_dataset(yolo, ProblemType::object_detection).ids_are_class_indices);
}

TEST_F(Guide, KeepsNumbersOfClassesWithoutNames) {
  auto set = lint::make_clean(Base::yolo, directory_);
  set.spec.categories.names.clear();
  directory_.write("targets/a.txt", kFive);
  written(set, Target::yolo);
  EXPECT_EQ(read_file(out_ / "labels/a.txt"), kFive);
  EXPECT_THAT(read_file(out_ / "assay.yaml"), HasSubstr("categories: {0: \"0\", 5: \"5\"}\n"));
}

TEST_F(Guide, CountsCocosCategoriesByTheirIdsAsModelsDo) {
  auto set = lint::make_clean(Base::coco, directory_);
  directory_.write("gt.json", R"({"images": [{"id": 1, "file_name": "a.png"}],
"annotations": [{"id": 1, "image_id": 1, "category_id": 7, "bbox": [2, 2, 8, 6], "area": 48}],
"categories": [{"id": 9, "name": "dog"}, {"id": 7, "name": "cat"}]})");
  EXPECT_THAT(written(set, Target::yolo).categories.names, ElementsAre("cat", "dog"));
  EXPECT_THAT(read_file(out_ / "labels/a.txt"), testing::StartsWith("0 "));
}

TEST_F(Guide, TellsOfClassNumbersThatCocoCannotHold) {
  auto set = lint::make_clean(Base::yolo, directory_);
  set.spec.categories.names = {"x", "", "", "", "", "y"};
  directory_.write("targets/a.txt", kFive);
  written(set, Target::coco);
  EXPECT_THAT(
      converted_.losses,
      Contains(Loss{"categories have another class number: COCO's are counted in their order", 1}));
}

TEST_F(Guide, RefusesClassNumbersThatADefinitionCannotName) {
  auto set = lint::make_clean(Base::yolo, directory_);
  set.spec.categories.names.clear();
  directory_.write("targets/a.txt", "65536 0.5 0.5 0.2 0.4\n");
  EXPECT_THAT(refusal_of([&] { written(set, Target::yolo); }),
              HasSubstr("the category '65536' has the class number 65536, but a definition can "
                        "name 0 to 65535 alone"));
  EXPECT_FALSE(fs::exists(out_));
}

TEST_F(Guide, LeavesOutObjectsOfCategoriesThatWereNotChosen) {
  for (const Base base : {Base::coco, Base::yolo, Base::manifest}) {
    auto set = lint::make_clean(base, directory_);
    set.spec.only_categories = {"dog"};
    for (const Target to : {Target::coco, Target::yolo, Target::voc}) {
      const definition::Dataset spec = written(set, to);
      EXPECT_EQ(converted_.objects, 1U);
      EXPECT_EQ(converted_.categories, 1U);
      EXPECT_THAT(spec.only_categories, ElementsAre("dog"));
      // Models that know cats go on to call dogs 1.
      const Dataset dataset = load_dataset(spec, ProblemType::object_detection);
      ASSERT_EQ(dataset.categories.size(), 2U);
      EXPECT_EQ(dataset.categories[1].name, "dog");
      fs::remove_all(out_);
    }
  }
}

TEST_F(Guide, LeavesOutSegmentsOfCategoriesThatWereNotChosen) {
  auto set = lint::make_clean(Base::panoptic, directory_);
  set.task = ProblemType::instance_segmentation;
  set.spec.masks = directory_.path() / "gt";
  set.spec.only_categories = {"bus"};
  EXPECT_THAT(refusal_of([&] { written(set, Target::coco); }),
              HasSubstr("only_categories names 'bus', which is no category"));
}

TEST_F(Guide, NamesNoCategoriesWhereThereAreNone) {
  auto set = set_of({"a.png"});
  set.spec.categories.names.clear();
  EXPECT_TRUE(written(set, Target::yolo).categories.names.empty());
  fs::remove_all(out_);
  EXPECT_THAT(refusal_of([&] { written(set, Target::coco); }), HasSubstr("has no categories"));
}

TEST_F(Guide, FindsImagesAgainByAnyName) {
  const std::vector<std::string> images{"a b.png", ".hidden.png", "noext", "x.xyz", "in/y.png"};
  const auto set = set_of(images);
  for (const Target to : {Target::yolo, Target::voc}) {
    for (const Images how : {Images::stay, Images::copy, Images::link}) {
      EXPECT_EQ(images_of(written(set, to, how)), images);
      fs::remove_all(out_);
    }
  }
}

TEST_F(Guide, RefusesNamesThatALineCannotHold) {
  for (const std::string name : {"trail.png ", " lead.png"}) {
    const auto set = set_of({name});
    for (const Images how : {Images::stay, Images::copy}) {
      EXPECT_THAT(refusal_of([&] { written(set, Target::yolo, how); }),
                  HasSubstr("the image '" + name + "' has white space around it or a line break"));
    }
    EXPECT_EQ(images_of(written(set, Target::coco)), std::vector{name});
    fs::remove_all(out_);
  }
}

TEST_F(Guide, RefusesImagesThatAreNeitherThereNorCalledSo) {
  const auto set = set_of({"a.png", "noext", "gone.png"});
  fs::remove(set.spec.images / "gone.png");
  written(set, Target::yolo);
  EXPECT_EQ(read_file(out_ / "images.txt"), "a.png\nnoext\ngone.png\n");
  fs::remove_all(out_);
  fs::remove(set.spec.images / "noext");
  EXPECT_THAT(refusal_of([&] { written(set, Target::yolo); }),
              HasSubstr("the image 'noext' is not there"));
}

TEST_F(Guide, TellsOfNamesThatOtherReadersOfImageSetsCut) {
  written(set_of({"a b.png", "c.png"}), Target::voc);
  EXPECT_THAT(
      converted_.losses,
      Contains(Loss{"names of images have white space: other tools read ImageSets up to it", 1}));
}

}  // namespace
}  // namespace assay::dataset::convert
