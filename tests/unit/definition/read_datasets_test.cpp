// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "tests/unit/definition/definition_folder.hpp"

namespace assay::definition {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// A definition whose only data set has these keys beside its name, stage and folder.
std::string with_dataset(const std::string& keys) {
  return "project: {name: p}\ndatasets:\n  - {name: d, stage: test, data_url: images, " + keys +
         "}\n";
}

class ReadDatasets : public testing::Test {
 protected:
  Dataset read(const std::string& keys) const {
    return folder_.parse(with_dataset(keys)).datasets.at(0);
  }
  std::string fault(const std::string& keys) const {
    const std::string message = folder_.message_of(with_dataset(keys));
    return message.substr(0, message.find('\n'));
  }

  DefinitionFolder folder_;
};

TEST_F(ReadDatasets, KnowsEveryFormat) {
  const std::vector<std::pair<std::string, DatasetFormat>> formats = {
      {"COCO, annotations_url: a.json", DatasetFormat::coco},
      {"ImageNet", DatasetFormat::imagenet},
      {"VOC, annotations_url: a", DatasetFormat::voc},
      {"YOLO", DatasetFormat::yolo},
      {"LabelMaps, annotations_url: a", DatasetFormat::label_maps},
      {"ImagePairs, annotations_url: a", DatasetFormat::image_pairs},
      {"ImageRegression, annotations_url: a.csv", DatasetFormat::image_regression},
      {"Images", DatasetFormat::images},
      {"Custom, annotations_url: a.jsonl", DatasetFormat::custom},
  };
  for (const auto& [keys, format] : formats) {
    const Dataset dataset = read("format: " + keys);
    EXPECT_EQ(dataset.format, format) << keys;
    EXPECT_EQ(keys.substr(0, keys.find(',')), name_of(format));
  }
}

TEST_F(ReadDatasets, ReadsWhereThingsLie) {
  const Dataset maps = read(
      "format: LabelMaps, annotations_url: labels, list_url: val.txt, image_suffix: _leftImg8bit, "
      "label_suffix: _gtFine_labelTrainIds, ignore_labels: [0, 255]");
  const Dataset panoptic = read("format: COCO, annotations_url: p.json, masks_url: masks");

  EXPECT_EQ(maps.annotations, folder_.path() / "labels");
  EXPECT_EQ(maps.list, folder_.path() / "val.txt");
  EXPECT_EQ(maps.list_mark.line, 3);
  EXPECT_EQ(maps.masks_mark, Mark{});
  EXPECT_EQ(maps.image_suffix, "_leftImg8bit");
  EXPECT_EQ(maps.label_suffix, "_gtFine_labelTrainIds");
  EXPECT_THAT(maps.ignored_labels, ElementsAre(0, 255));
  EXPECT_EQ(panoptic.masks, folder_.path() / "masks");
}

TEST_F(ReadDatasets, ReadsHowImagesAreTaken) {
  const Dataset stated = read(
      "format: Images, exif: ignore, truncated: warn, alpha: [1, 2, 255], max_pixels: 50, "
      "num_datapoints: 7");
  const Dataset plain = read("format: Images, alpha: drop");

  EXPECT_EQ(stated.exif, Exif::ignore);
  EXPECT_EQ(stated.truncated, Truncated::warn);
  EXPECT_THAT(*stated.background, ElementsAre(1, 2, 255));
  EXPECT_EQ(stated.max_pixels, 50);
  EXPECT_EQ(stated.num_datapoints, 7U);
  EXPECT_EQ(plain.truncated, Truncated::error);
  EXPECT_FALSE(plain.background);
  EXPECT_EQ(plain.max_pixels, 100'000'000);
}

TEST_F(ReadDatasets, TakesCategoriesFromAListAFileOrNumbers) {
  EXPECT_THAT(read("format: YOLO, categories: [a, b]").categories.names, ElementsAre("a", "b"));
  EXPECT_THAT(read("format: YOLO, categories: names.txt").categories.names,
              ElementsAre("circle", "square", "triangle"));
  EXPECT_THAT(read("format: YOLO, categories: {3: d, 1: b}").categories.names,
              ElementsAre("", "b", "", "d"));
  EXPECT_EQ(read("format: YOLO, categories: [a]").categories.mark, (Mark{3, 72}));
  EXPECT_EQ(read("format: YOLO").categories.mark, Mark{});
}

TEST_F(ReadDatasets, RefusesNumbersThatAreNone) {
  EXPECT_THAT(fault("format: YOLO, categories: {a: 1}"),
              HasSubstr("a category's number must be a whole number from 0 to 65535, got 'a'"));
  EXPECT_THAT(fault("format: YOLO, categories: {1: a, 0x1: b}"),
              HasSubstr("two categories have the number 1; keep one"));
  EXPECT_THAT(fault("format: YOLO, categories: {70000: a}"), HasSubstr("got '70000'"));
}

TEST_F(ReadDatasets, ChoosesAmongTheCategoriesThatThereAre) {
  const Dataset dataset = read("format: YOLO, categories: [a, b, c], only_categories: [c, a]");

  EXPECT_THAT(dataset.only_categories, ElementsAre("c", "a"));
  EXPECT_EQ(dataset.only_categories_mark, (Mark{3, 100}));
  EXPECT_THAT(fault("format: YOLO, categories: names.txt, only_categories: [sqare]"),
              HasSubstr("there is no category 'sqare'; did you mean 'square'?"));
}

TEST_F(ReadDatasets, RefusesWhatItsFormatCannotUse) {
  EXPECT_EQ(fault("format: VOC, annotations_url: a, masks_url: m"),
            "assay.yaml:3:90: 'masks_url' of a data set says nothing to format VOC; remove it (it "
            "is for COCO)");
  EXPECT_THAT(fault("format: Images, annotations_url: a"),
              HasSubstr("'annotations_url' of a data set says nothing to format Images"));
  EXPECT_THAT(fault("format: COCO, annotations_url: a, categories: [a]"),
              HasSubstr("(it is for ImageNet, YOLO or LabelMaps)"));
}

TEST_F(ReadDatasets, HasNoFormatToJudgeByWhenItIsWrong) {
  EXPECT_THAT(fault("format: VOC2, masks_url: m"), HasSubstr("did you mean 'VOC'?"));
}

}  // namespace
}  // namespace assay::definition
