// SPDX-License-Identifier: Apache-2.0
// What the table of planted faults cannot say: options, orders, severities, and real data.
#include "core/dataset/lint/lint.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <set>

#include "core/image/encode.hpp"
#include "tests/support/shared_data.hpp"
#include "tests/unit/dataset/lint/clean_sets.hpp"
#include "tests/unit/dataset/png_file.hpp"

namespace assay::dataset::lint {
namespace {

using definition::DatasetFormat;
using definition::ProblemType;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<std::string> rules(const Report& report) {
  std::vector<std::string> ids;
  for (const Finding& finding : report.findings.by_rule()) {
    ids.emplace_back(text_of(finding.rule).id);
  }
  return ids;
}

TEST(Rules, HaveNamesOfTheirOwnAndSayWhatTheyDo) {
  std::set<std::string_view> ids;
  for (std::size_t i = 0; i < kRuleCount; ++i) {
    const RuleText& text = text_of(static_cast<Rule>(i));
    EXPECT_TRUE(ids.insert(text.id).second) << text.id;
    EXPECT_FALSE(text.effect.empty()) << text.id;
  }
}

TEST(Findings, AreCountedBeyondThoseThatAreKept) {
  Findings findings(2);
  const std::string file = "gt.json";
  for (std::size_t i = 0; i < 5; ++i) findings.add(Rule::area, Place(file, "annotations", i), "x");
  findings.add(Rule::id_zero, {file, ""}, "y\x01\xFF");
  EXPECT_EQ(findings.count(Rule::area), 5U);
  EXPECT_EQ(findings.warnings(), 5U);
  EXPECT_EQ(findings.errors(), 1U);
  const auto kept = findings.by_rule();
  ASSERT_EQ(kept.size(), 3U);
  EXPECT_EQ(kept[0].what, "y?%FF");
  EXPECT_EQ(kept[2].record, "annotations[1]");
}

/// A JPEG of 20x10 pixels that is to be shown turned by a quarter (EXIF orientation 6).
std::string turned_jpeg() {
  const std::vector<std::byte> pixels(200, std::byte{90});
  const std::string jpeg = image::encode_jpeg({pixels, {20, 10}, image::PixelFormat::gray}, 90);
  const std::string exif(
      "\xFF\xE1\x00\x22"
      "Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0",
      36);
  return jpeg.substr(0, 2) + exif + jpeg.substr(2);
}

class Lint : public testing::Test {
 protected:
  test::TemporaryDirectory directory_;
};

TEST(Findings, AreForgottenByRule) {
  Findings findings;
  const std::string file = "gt.json";
  findings.add(Rule::area, {file, ""}, "x");
  findings.add(Rule::area, {file, ""}, "x", Severity::error);
  findings.add(Rule::id_zero, {file, ""}, "y");
  findings.forget(Rule::area);
  EXPECT_EQ(findings.total(), 1U);
  EXPECT_EQ(findings.errors(), 1U);
  EXPECT_EQ(findings.warnings(), 0U);
  EXPECT_EQ(findings.count(Rule::area), 0U);
  EXPECT_EQ(findings.by_rule().size(), 1U);
}

TEST_F(Lint, OpensNoImagesWhenItMustNot) {
  const CleanSet set = make_clean(Base::coco, directory_);
  directory_.write("images/a.png", "no image");
  std::filesystem::remove(directory_.path() / "images/b.png");
  EXPECT_THAT(rules(check(set.spec, set.task)), ElementsAre("missing-image", "undecodable-image"));
  EXPECT_THAT(rules(check(set.spec, set.task, {.decode_images = false})),
              ElementsAre("missing-image"));
}

TEST_F(Lint, TakesOutlinesThatTheTaskDoesNotReadLessSeriously) {
  CleanSet set = make_clean(Base::coco, directory_);
  std::ifstream stream(set.spec.annotations);
  std::string text(std::istreambuf_iterator<char>(stream), {});
  text.replace(text.find("[[2, 2, 10, 2, 10, 8, 2, 8]]"), 28, "[[2, 2]]");
  directory_.write("gt.json", text);
  EXPECT_EQ(check(set.spec, ProblemType::instance_segmentation).findings.errors(), 1U);
  const Report report = check(set.spec, ProblemType::object_detection);
  EXPECT_EQ(report.findings.errors(), 0U);
  EXPECT_THAT(rules(report), ElementsAre("outline-form"));
}

TEST_F(Lint, NamesWantedCategoriesThatThereAreNot) {
  CleanSet set = make_clean(Base::coco, directory_);
  set.spec.only_categories = {"cat", "cow"};
  EXPECT_THAT(rules(check(set.spec, set.task)), ElementsAre("unknown-category"));
  CleanSet folders = make_clean(Base::yolo, directory_);
  folders.spec.only_categories = {"cow"};
  EXPECT_THAT(rules(check(folders.spec, folders.task)), ElementsAre("unknown-category"));
}

TEST_F(Lint, SaysTheSameWithAnyNumberOfThreads) {
  const CleanSet set = make_clean(Base::images, directory_);
  CleanSet many = set;
  many.spec.list.clear();
  for (int i = 0; i < 40; ++i) {
    directory_.write("images/" + std::to_string(i) + ".png",
                     i % 3 == 0 ? "x" : flat_png(4, 4, static_cast<std::uint8_t>(i % 7)));
  }
  const auto all = [&](std::size_t threads) {
    std::string text;
    for (const Finding& f : check(many.spec, many.task, {.threads = threads}).findings.by_rule()) {
      text += f.record + " " + f.what + "\n";
    }
    return text;
  };
  EXPECT_EQ(all(1), all(4));
  EXPECT_THAT(all(4), AllOf(HasSubstr("0.png"), HasSubstr("has the same bytes as")));
}

TEST_F(Lint, SaysWhenAnImageIsTurnedAndItsAnnotationsAreNot) {
  CleanSet set = make_clean(Base::coco, directory_);
  directory_.write("images/a.png", turned_jpeg());
  EXPECT_THAT(rules(check(set.spec, set.task)), ElementsAre("exif-turn"));
  set.spec.exif = definition::Exif::ignore;
  EXPECT_THAT(rules(check(set.spec, set.task)), IsEmpty());
}

TEST_F(Lint, DoesNotMissCategoriesInMapsThatItCouldNotRead) {
  const CleanSet set = make_clean(Base::label_maps, directory_);
  directory_.write("targets/a.png", "x");
  directory_.write("targets/b.png", flat_png(20, 10, 0));
  EXPECT_THAT(rules(check(set.spec, set.task)), ElementsAre("label-map"));
  directory_.write("targets/a.png", flat_png(20, 10, 0));
  EXPECT_THAT(rules(check(set.spec, set.task)), ElementsAre("unused-category"));
}

TEST_F(Lint, SaysWhatToDoWithMapsOfColours) {
  const CleanSet set = make_clean(Base::label_maps, directory_);
  const std::vector<std::uint8_t> pixels(600, 1);
  directory_.write("targets/a.png", test::png_file({20, 10, PNG_COLOR_TYPE_RGB, 8, pixels, 0}));
  const Report report = check(set.spec, set.task);
  ASSERT_THAT(rules(report), ElementsAre("label-map"));
  EXPECT_THAT(report.findings.by_rule().front().what, HasSubstr("convert it to palette or grey"));
}

/// Objects of a.png (20x10) with these numbers as their boxes.
std::string coco_of(const std::vector<std::string>& boxes) {
  std::string annotations;
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    annotations += std::string(i == 0 ? "" : ",") + "{\"id\": " + std::to_string(i + 1) +
                   R"(, "image_id": 1, "category_id": 1, "area": 12, "bbox": [)" + boxes[i] + "]}";
  }
  return R"({"images": [{"id": 1, "file_name": "a.png", "width": 20, "height": 10}],
"categories": [{"id": 1, "name": "cat"}], "annotations": [)" +
         annotations + "]}";
}

TEST_F(Lint, TellsCornersInPlaceOfSizesOnce) {
  CleanSet set = make_clean(Base::coco, directory_);
  set.task = ProblemType::object_detection;
  const std::vector<std::string> corners{"1, 1, 5, 5", "12, 2, 18, 7", "10, 1, 15, 9",
                                         "3, 6, 9, 10", "11, 5, 20, 10"};
  directory_.write("gt.json", coco_of(corners));
  const Report report = check(set.spec, set.task);
  EXPECT_THAT(rules(report), ElementsAre("box-format"));
  EXPECT_THAT(report.findings.by_rule().front().what,
              HasSubstr("4 of 5 boxes leave their images; read as x1, y1, x2, y2 none does"));

  std::vector<std::string> others = corners;
  others.push_back("12, 2, 4, 3");  // cannot be corners
  directory_.write("gt.json", coco_of(others));
  EXPECT_THAT(rules(check(set.spec, set.task)),
              ElementsAre("box-partly-outside", "box-partly-outside", "box-partly-outside",
                          "box-partly-outside"));
}

TEST_F(Lint, TakesBoxesThatLeaveTheirImagesForBoxes) {
  CleanSet set = make_clean(Base::coco, directory_);
  set.task = ProblemType::object_detection;
  directory_.write("gt.json",
                   coco_of({"0, 0, 20, 10", "0, 0, 19, 9", "2, 1, 20, 9", "0, 3, 4, 9"}));
  EXPECT_THAT(rules(check(set.spec, set.task)),
              ElementsAre("box-partly-outside", "box-partly-outside"));
  directory_.write("gt.json", coco_of({"1.5, 1, 20, 9", "1.5, 0, 20, 9", "0, 1.2, 18, 10"}));
  EXPECT_EQ(check(set.spec, set.task).findings.errors(), 0U);  // sloppy, and all could be corners
}

TEST_F(Lint, ComparesBoxesWithTheirRunLengths) {
  CleanSet set = make_clean(Base::manifest, directory_);
  set.task = ProblemType::instance_segmentation;
  const auto found = [&](const std::string& box) {
    directory_.write(
        "gt.jsonl",
        R"({"inputs": {"image": "a.png"}, "targets": {"classes": ["cat"], "rle": [{"size": [10, 20], "counts": [20, 80, 100]}], "boxes": [[)" +
            box + "]]}}\n");
    return rules(check(set.spec, set.task));
  };
  EXPECT_THAT(found("2, 0, 10, 10"), IsEmpty());
  EXPECT_THAT(found("4, 0, 12, 10"), IsEmpty());  // 2 pixels off
  EXPECT_THAT(found("7, 0, 15, 10"), ElementsAre("box-outline"));
}

TEST_F(Lint, NamesFilesWhoseNamesAreNoText) {
  CleanSet set = make_clean(Base::images, directory_);
  set.spec.list.clear();
  directory_.write("images/z\xE9.png", flat_png(20, 10, 9));
  const Report report = check(set.spec, set.task);
  EXPECT_THAT(rules(report), ElementsAre("name-encoding"));
  EXPECT_EQ(report.findings.by_rule().front().record, "z%E9.png");
}

TEST_F(Lint, FindsFilesOfOtherCaseInFoldersOfOtherCase) {
  CleanSet set = make_clean(Base::label_list, directory_);
  directory_.write("images/Sub/E.png", flat_png(20, 10, 9));
  directory_.write("labels.txt", "a.png 0\nb.png 0\nc.png 1\nd.png 1\nsub/e.PNG 1\n");
  const auto found = check(set.spec, set.task).findings.by_rule();
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found.front().what, "'sub/e.PNG' is 'Sub/E.png' on the disk");
}

// ---- real data --------------------------------------------------------------------------------

TEST(RealData, OfCocoHasCategoriesWithoutObjectsAndNoFault) {
  ASSAY_REQUIRE_SHARED_DATA("datasets/coco54");
  definition::Dataset spec;
  spec.images = ASSAY_SHARED_DATA "/datasets/coco54/images";
  spec.annotations = ASSAY_SHARED_DATA "/datasets/coco54/instances.json";
  const Report report = check(spec, ProblemType::instance_segmentation, {.threads = 2});
  EXPECT_EQ(report.images, 54U);
  EXPECT_EQ(report.annotations, 466U);
  EXPECT_EQ(report.findings.errors(), 0U);
  EXPECT_EQ(report.findings.warnings(), report.findings.count(Rule::unused_category));
}

TEST(RealData, OfCocoKeypointsIsClean) {
  ASSAY_REQUIRE_SHARED_DATA("datasets/mmpose/coco");
  definition::Dataset spec;
  spec.images = ASSAY_SHARED_DATA "/datasets/mmpose/coco";
  spec.annotations = ASSAY_SHARED_DATA "/datasets/mmpose/coco/test_coco.json";
  EXPECT_THAT(rules(check(spec, ProblemType::keypoints)), IsEmpty());
}

TEST(RealData, OfPanopticHasNoFaultButItsImagesAreNotThere) {
  ASSAY_REQUIRE_SHARED_DATA("evaluation/panoptic_sample");
  definition::Dataset spec;
  spec.images = ASSAY_SHARED_DATA "/evaluation/panoptic_sample";
  spec.annotations = ASSAY_SHARED_DATA "/evaluation/panoptic_sample/panoptic_examples.json";
  const Report report = check(spec, ProblemType::semantic_segmentation);
  EXPECT_EQ(report.findings.errors(), report.findings.count(Rule::missing_image));
  EXPECT_EQ(report.findings.warnings(), report.findings.count(Rule::unused_category));
}

}  // namespace
}  // namespace assay::dataset::lint
