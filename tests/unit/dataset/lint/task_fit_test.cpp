// SPDX-License-Identifier: Apache-2.0
// Data sets whose records are sound, but which every run refuses for its task.
#include "core/dataset/lint/task_fit.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "core/dataset/lint/lint.hpp"
#include "tests/unit/dataset/lint/clean_sets.hpp"

namespace assay::dataset::lint {
namespace {

using definition::DatasetFormat;
using definition::ProblemType;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// "rule: what" of the errors.
std::vector<std::string> errors(const Report& report) {
  std::vector<std::string> texts;
  for (const Finding& finding : report.findings.by_rule()) {
    if (finding.severity != Severity::error) continue;
    texts.push_back(std::string(text_of(finding.rule).id) + ": " + finding.what);
  }
  return texts;
}

class TaskFit : public testing::Test {
 protected:
  std::vector<std::string> errors_of(Base base, ProblemType task) {
    return errors(check(make_clean(base, directory_).spec, task));
  }

  void replace(const std::string& file, const std::string& from, const std::string& to) {
    std::ifstream stream(directory_.path() / file);
    std::string text(std::istreambuf_iterator<char>(stream), {});
    const std::size_t at = text.find(from);
    ASSERT_NE(at, std::string::npos) << from;
    directory_.write(file, text.replace(at, from.size(), to));
  }

  /// A manifest of one image, with the targets of its objects.
  CleanSet manifest(const std::string& keypoints, const std::string& classes) {
    CleanSet set = make_clean(Base::manifest, directory_);
    set.task = ProblemType::keypoints;
    const std::string boxes =
        classes.find(',') == std::string::npos ? "[[0, 0, 5, 5]]" : "[[0, 0, 5, 5], [6, 0, 12, 5]]";
    directory_.write("gt.jsonl", R"({"inputs": {"image": "a.png"}, "targets": {"boxes": )" + boxes +
                                     R"(, "classes": )" + classes + R"(, "keypoints": )" +
                                     keypoints + "}}\n");
    return set;
  }

  test::TemporaryDirectory directory_;
};

TEST_F(TaskFit, IsRefusedWhereTheFormatHasNoSuchTruth) {
  struct Case {
    Base base;
    ProblemType task;
    const char* lacks;
  };
  const Case cases[] = {
      {Base::voc, ProblemType::instance_segmentation, "no outlines of its objects"},
      {Base::voc, ProblemType::keypoints, "no keypoints of its objects"},
      {Base::coco, ProblemType::classification, "no class for each image"},
      {Base::coco, ProblemType::image_regression, "no numbers for each image"},
      {Base::images, ProblemType::object_detection, "no boxes"},
      {Base::label_maps, ProblemType::object_detection, "no boxes"},
      {Base::class_folders, ProblemType::semantic_segmentation, "no class for each pixel"},
      {Base::regression, ProblemType::output_image, "no target images"},
  };
  for (const Case& of : cases) {
    EXPECT_THAT(errors_of(of.base, of.task),
                Contains(HasSubstr(std::string("unfit-truth: the data set has ") + of.lacks)))
        << of.lacks;
  }
}

TEST_F(TaskFit, OfPanopticObjectsIsNotOneOfKeypoints) {
  CleanSet set = make_clean(Base::panoptic, directory_);
  set.spec.masks = directory_.path() / "gt";
  EXPECT_THAT(errors(check(set.spec, ProblemType::object_detection)), IsEmpty());
  EXPECT_THAT(errors(check(set.spec, ProblemType::keypoints)),
              Contains(HasSubstr("no keypoints of its objects")));
}

TEST_F(TaskFit, OfTheOtherKindOfCocoFileIsToldOnce) {
  EXPECT_THAT(errors_of(Base::coco, ProblemType::semantic_segmentation),
              ElementsAre(HasSubstr("file-format: this is a file of instances")));
  EXPECT_THAT(errors_of(Base::panoptic, ProblemType::object_detection),
              ElementsAre(HasSubstr("file-format: this is a panoptic file")));
}

TEST_F(TaskFit, IsGivenByEveryFormatForCustom) {
  for (const Base base : {Base::voc, Base::coco, Base::images, Base::regression}) {
    EXPECT_THAT(errors_of(base, ProblemType::custom), IsEmpty());
  }
}

TEST_F(TaskFit, NeedsCategoriesOrObjectsToTakeThemFrom) {
  CleanSet set = make_clean(Base::manifest, directory_);
  const std::string empty =
      R"({"inputs": {"image": "a.png"}, "targets": {"boxes": [], "classes": []}})";
  directory_.write("gt.jsonl", empty + "\n");
  EXPECT_THAT(errors(check(set.spec, set.task)),
              ElementsAre(HasSubstr("no categories and no objects to take them from")));
  directory_.write("gt.jsonl", "{\n");  // refused: what is missing follows from it
  EXPECT_THAT(errors(check(set.spec, set.task)), ElementsAre(HasSubstr("record-form")));
}

TEST_F(TaskFit, WantsASigmaForEachKeypoint) {
  CleanSet set = make_clean(Base::keypoints, directory_);
  set.spec.keypoint_sigmas = {.1, .1};
  EXPECT_THAT(errors(check(set.spec, set.task)), IsEmpty());
  set.spec.keypoint_sigmas = {.1, .1, .1};
  EXPECT_THAT(errors(check(set.spec, set.task)),
              ElementsAre("keypoint-sigmas: they are 3 numbers, but the objects have "
                          "2 keypoints; write one for each"));
  EXPECT_THAT(errors(check(set.spec, ProblemType::object_detection)),
              ElementsAre("keypoint-sigmas: they have no effect in ObjectDetection; "
                          "drop them"));
}

TEST_F(TaskFit, NeedsObjectsWithKeypoints) {
  CleanSet set = make_clean(Base::keypoints, directory_);
  replace("gt.json", "\"num_keypoints\": 2, \"keypoints\": [2, 2, 2, 5, 5, 1]",
          "\"num_keypoints\": 0, \"keypoints\": []");
  EXPECT_THAT(errors(check(set.spec, set.task)),
              ElementsAre("keypoint-number: it has 0 keypoints, but most objects of its category "
                          "have 2"));
  replace("gt.json", "\"num_keypoints\": 1, \"keypoints\": [3, 3, 2, 0, 0, 0]",
          "\"num_keypoints\": 0, \"keypoints\": []");
  EXPECT_THAT(errors(check(set.spec, set.task)),
              ElementsAre(HasSubstr("keypoint-number: no object has keypoints")));
  EXPECT_THAT(errors(check(set.spec, ProblemType::object_detection)), IsEmpty());
}

TEST_F(TaskFit, ComparesCategoriesThatAreEvaluatedTogether) {
  CleanSet set = make_clean(Base::keypoints, directory_);
  replace("gt.json", "\"image_id\": 2, \"category_id\": 1", "\"image_id\": 2, \"category_id\": 2");
  replace("gt.json", "[3, 3, 2, 0, 0, 0]", "[3, 3, 2]");
  replace("gt.json", "\"person\"}", "\"person\"}, {\"id\": 2, \"name\": \"ball\"}");
  EXPECT_THAT(errors(check(set.spec, set.task)),
              ElementsAre(HasSubstr("objects of 'person' have 2 keypoints, those of 'ball' 1")));
  set.spec.only_categories = {"ball"};
  set.spec.keypoint_sigmas = {.1};
  EXPECT_THAT(errors(check(set.spec, set.task)), IsEmpty());
}

TEST_F(TaskFit, CountsTheKeypointsOfManifests) {
  const auto of = [&](const std::string& keypoints, const std::string& classes) {
    const CleanSet set = manifest(keypoints, classes);
    return errors(check(set.spec, set.task));
  };
  EXPECT_THAT(of("[[1, 1, 2], [7, 1, 2]]", R"(["a", "a"])"), IsEmpty());
  EXPECT_THAT(of("[[1, 1, 2], [7, 1, 2, 8, 2, 2]]", R"(["a", "a"])"),
              ElementsAre("keypoint-number: it has 2 keypoints, but most objects of its category "
                          "have 1"));
  EXPECT_THAT(of("[[1, 1, 2], [7, 1, 2, 8, 2, 2]]", R"(["a", "b"])"),
              ElementsAre(HasSubstr("objects of 'a' have 1 keypoints, those of 'b' 2")));
  EXPECT_THAT(of("[[1, 1, 2], []]", R"(["a", "b"])"),
              ElementsAre("keypoint-number: no object of 'b' has keypoints"));
  EXPECT_THAT(of("[[]]", R"(["a"])"), ElementsAre(HasSubstr("no object has keypoints")));
}

}  // namespace
}  // namespace assay::dataset::lint
