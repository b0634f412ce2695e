// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/class_map.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/error.hpp"

namespace assay::evaluation {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

dataset::Dataset boxes_of(std::vector<dataset::Category> categories) {
  dataset::Dataset dataset;
  dataset.categories = std::move(categories);
  dataset.truth = dataset::InstanceTruth{};
  return dataset;
}

dataset::Dataset classes_of(std::vector<dataset::Category> categories, bool ids_are_indices) {
  dataset::Dataset dataset;
  dataset.categories = std::move(categories);
  dataset.truth = dataset::ClassTruth{{}, ids_are_indices};
  return dataset;
}

definition::Classes names(std::vector<std::string> list, std::int64_t offset = 0) {
  return {std::move(list), offset};
}

definition::Classes matched_by(definition::ClassMatch match, std::vector<std::string> list) {
  return {std::move(list), 0, match};
}

std::string refusal(const definition::Classes& classes, const dataset::Dataset& dataset) {
  try {
    make_class_map(classes, dataset);
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::definition);
    return error.message();
  }
  return "";
}

TEST(ClassMap, MatchesNamesWhateverCaseAndSpaceAround) {
  const auto data = boxes_of({{1, "person"}, {18, "Dog "}});
  const ClassMap map = make_class_map(names({" dog", "PERSON"}), data);

  EXPECT_EQ(map.category_of(0), 1U);
  EXPECT_EQ(map.category_of(1), 0U);
  EXPECT_THAT(map.unmatched_classes, IsEmpty());
  EXPECT_THAT(map.unmatched_categories, IsEmpty());
}

TEST(ClassMap, ListsWhatMatchesNothingInBothDirections) {
  const auto data = boxes_of({{1, "person"}, {2, "horse"}});
  const ClassMap map = make_class_map(names({"person", "cow"}), data);

  EXPECT_TRUE(map.contains(1));
  EXPECT_EQ(map.category_of(1), std::nullopt);
  EXPECT_THAT(map.unmatched_classes, ElementsAre("cow"));
  EXPECT_THAT(map.unmatched_categories, ElementsAre(1));
}

TEST(ClassMap, RefusesNamesOfWhichNoneMatches) {
  EXPECT_THAT(refusal(names({"a", "b"}), boxes_of({{1, "cat"}})),
              HasSubstr("none of the 2 names in 'classes' is a category of the data set: the model "
                        "has 'a', 'b', the data set 'cat'"));
}

TEST(ClassMap, RefusesTwoCategoriesOfOneName) {
  EXPECT_THAT(refusal(names({"cat"}), boxes_of({{1, "cat"}, {2, "Cat"}})),
              HasSubstr("(ids 1 and 2)"));
}

TEST(ClassMap, NumbersCategoriesByAscendingIdWithoutNames) {
  const ClassMap map = make_class_map({}, boxes_of({{90, "z"}, {1, "a"}, {13, "m"}}));

  EXPECT_EQ(map.category_of(0), 1U);
  EXPECT_EQ(map.category_of(1), 2U);
  EXPECT_EQ(map.category_of(2), 0U);
  EXPECT_FALSE(map.contains(3));
  EXPECT_FALSE(map.contains(-1));
  EXPECT_EQ(map.range(), "0..2");
}

TEST(ClassMap, ShiftsIndicesByTheOffset) {
  const ClassMap map = make_class_map(names({}, 1), boxes_of({{5, "a"}, {9, "b"}}));

  EXPECT_TRUE(map.contains(0));  // a background class
  EXPECT_EQ(map.category_of(0), std::nullopt);
  EXPECT_EQ(map.category_of(1), 0U);
  EXPECT_EQ(map.category_of(2), 1U);
  EXPECT_FALSE(map.contains(3));
}

TEST(ClassMap, MatchesWordNetIdsAtTheBeginningOfNames) {
  const auto data = classes_of({{0, "n01440764"}, {5, "n01443537"}}, true);
  const ClassMap map =
      make_class_map(names({"n01443537 goldfish, Carassius auratus", "n01440764 tench"}), data);

  EXPECT_EQ(map.category_of(0), 1U);
  EXPECT_EQ(map.category_of(1), 0U);
  EXPECT_EQ(map.name_of(1), "n01440764 tench");
}

TEST(ClassMap, FallsBackOnStatedIndicesWhenNoNameMatches) {
  const auto data = classes_of({{0, "n01440764"}, {2, "n01443537"}}, true);
  const ClassMap map = make_class_map(names({"tench", "shark", "goldfish"}), data);

  EXPECT_EQ(map.category_of(0), 0U);
  EXPECT_EQ(map.category_of(1), std::nullopt);
  EXPECT_EQ(map.category_of(2), 1U);
  EXPECT_EQ(map.name_of(2), "goldfish");
  EXPECT_FALSE(map.contains(3));
}

TEST(ClassMap, IsOpenEndedWhereLabelsStateSomeOfTheIndices) {
  const ClassMap map = make_class_map({}, classes_of({{0, "n01440764"}, {5, "n01443537"}}, true));

  EXPECT_EQ(map.category_of(5), 1U);
  EXPECT_EQ(map.category_of(3), std::nullopt);
  EXPECT_TRUE(map.contains(999));
  EXPECT_EQ(map.name_of(999), "class 999");
}

TEST(ClassMap, IsClosedWhereFoldersAreTheClasses) {
  const ClassMap map = make_class_map({}, classes_of({{0, "cat"}, {1, "dog"}}, false));

  EXPECT_EQ(map.category_of(1), 1U);
  EXPECT_FALSE(map.contains(2));
}

TEST(ClassMap, RefusesLabelsFarOffInsteadOfAllocatingForThem) {
  EXPECT_THAT(refusal({}, classes_of({{4'000'000'000, "x"}}, true)), HasSubstr("4000000000"));
}

TEST(ClassMap, MatchesByIndexWhenToldTo) {
  const auto data = boxes_of({{7, "cat"}, {3, "dog"}});
  const ClassMap map =
      make_class_map(matched_by(definition::ClassMatch::index, {"cat", "dog", "cow"}), data);

  EXPECT_EQ(map.category_of(0), 1U) << "by ascending id";
  EXPECT_EQ(map.category_of(1), 0U);
  EXPECT_EQ(map.category_of(2), std::nullopt);
  EXPECT_EQ(map.name_of(2), "cow");
}

TEST(ClassMap, MatchesBySpellingAloneWhenToldTo) {
  const auto data = boxes_of({{1, "tv"}, {2, "cat"}});
  const ClassMap map =
      make_class_map(matched_by(definition::ClassMatch::name, {"tvmonitor", "cat"}), data);
  EXPECT_EQ(map.category_of(0), std::nullopt);
  EXPECT_EQ(map.category_of(1), 1U);
}

TEST(ClassMap, RefusesANameThatStandsTwiceUnlessByIndex) {
  const auto data = boxes_of({{1, "crane"}, {2, "cat"}, {3, "crane 2"}});
  EXPECT_THAT(refusal(names({"crane", "cat", "Crane"}), data),
              HasSubstr("'Crane' is in 'classes' twice (at 0 and 2, from 0)"));
  EXPECT_EQ(refusal(matched_by(definition::ClassMatch::index, {"crane", "cat", "crane"}), data),
            "");
}

TEST(ClassMap, TakesANameThatStandsTwiceWhereTheDataStatesIndices) {
  const auto data = classes_of({{0, "n02012849"}, {2, "n03126707"}}, true);
  const ClassMap map = make_class_map(names({"crane", "cat", "crane"}), data);
  EXPECT_EQ(map.category_of(2), 1U);
}

TEST(ClassMap, RemapsIndicesAndNames) {
  definition::Classes classes = names({"car", "van", "person"}, 1);
  classes.remap = {{std::int64_t{3}, std::nullopt, {}},
                   {std::string("VAN"), "Car", {}},
                   {std::int64_t{9}, "person", {}}};
  const ClassMap map = make_class_map(classes, boxes_of({{1, "car"}, {2, "person"}}));

  EXPECT_EQ(map.category_of(1), 0U);
  EXPECT_EQ(map.category_of(2), 0U);
  EXPECT_EQ(map.category_of(3), std::nullopt);
  EXPECT_EQ(map.category_of(9), 1U);
  EXPECT_EQ(map.category_of("van"), 0U);
  EXPECT_TRUE(map.contains(8));
}

TEST(ClassMap, RefusesARemapOfWhatThereIsNot) {
  definition::Classes classes = names({"car"});
  const auto data = boxes_of({{1, "car"}});
  classes.remap = {{std::string("car"), "carr", {}}};
  EXPECT_THAT(refusal(classes, data), HasSubstr("'carr', which is no category of the data set; "
                                                "did you mean 'car'?"));
  classes.remap = {{std::string("truck"), "car", {}}};
  EXPECT_THAT(refusal(classes, data), HasSubstr("'truck', which is no class of the model"));
  classes.remap = {{std::int64_t{-1}, "car", {}}};
  EXPECT_THAT(refusal(classes, data), HasSubstr("the index -1"));
}

TEST(ClassMap, LabelMapsGoByTheirLabels) {
  dataset::Dataset data = boxes_of({{0, "0"}, {15, "15"}});
  data.truth = dataset::LabelMapTruth{{}, {{0, 0}, {15, 1}}, {}};
  const ClassMap map = make_class_map(names({"background", "aeroplane"}), data);
  EXPECT_EQ(map.category_of(0), 0U);
  EXPECT_EQ(map.category_of(1), std::nullopt);
}

TEST(ClassMap, KnowsCategoriesByName) {
  const ClassMap map = make_class_map({}, boxes_of({{1, "Cat"}, {2, "dog"}, {3, "DOG"}}));

  EXPECT_EQ(map.category_of(" cat"), 0U);
  EXPECT_EQ(map.category_of("dog"), std::nullopt);  // which of the two?
  EXPECT_EQ(map.category_of("cow"), std::nullopt);
}

TEST(ClassMap, GoesByTheIdsOfObjectsThatAreClassIndices) {
  dataset::Dataset data = boxes_of({{0, "0"}, {2, "2"}, {5, "5"}});
  data.ids_are_class_indices = true;
  const ClassMap map = make_class_map({}, data);
  EXPECT_EQ(map.category_of(2), 1U);
  EXPECT_EQ(map.category_of(5), 2U);
  EXPECT_EQ(map.category_of(1), std::nullopt);
  EXPECT_TRUE(map.contains(7)) << "only what occurs is listed";
}

TEST(ClassMap, NarrowsWithoutRenumberingTheModelsClasses) {
  const auto data = boxes_of({{1, "person"}, {2, "bicycle"}, {3, "car"}});
  ClassMap map = make_class_map({}, data);
  narrow({std::nullopt, std::nullopt, 0U}, {{3, "car"}}, map);
  EXPECT_TRUE(map.contains(0));
  EXPECT_EQ(map.category_of(0), std::nullopt);
  EXPECT_EQ(map.category_of(2), 0U);
  EXPECT_EQ(map.category_of("car"), 0U);
  EXPECT_EQ(map.category_of("person"), std::nullopt);
}

TEST(ClassMap, RefusesToNarrowToWhatTheModelDoesNotHave) {
  ClassMap map = make_class_map(names({"person"}), boxes_of({{1, "person"}, {2, "car"}}));
  EXPECT_THROW(narrow({std::nullopt, 0U}, {{2, "car"}}, map), Error);
}

TEST(ClassMap, NamesThatAreAllRemappedNeedNoMatch) {
  definition::Classes classes = names({"a", "b"});
  classes.remap = {{std::string("a"), "thing", {}}, {std::string("b"), "thing", {}}};
  const ClassMap map = make_class_map(classes, boxes_of({{1, "thing"}}));
  EXPECT_EQ(map.category_of(0), 0U);
  EXPECT_EQ(map.category_of(1), 0U);
}

TEST(ClassMap, DoesNotFallBackOnIndicesWhereCategoriesHaveNames) {
  EXPECT_THAT(refusal(names({"foo", "bar"}), classes_of({{0, "thing"}, {1, "other"}}, true)),
              HasSubstr("none of the 2 names in 'classes'"));
}

TEST(ClassMap, DoesNotMissWhatRemapLeavesOut) {
  const auto data = boxes_of({{1, "disc"}});
  definition::Classes classes = names({"disc", "triangle", "star"});
  classes.remap = {{std::string("Triangle"), std::nullopt, {}}};
  EXPECT_THAT(make_class_map(classes, data).unmatched_classes, ElementsAre("star"));
  classes.remap = {{std::int64_t{2}, std::nullopt, {}}};
  EXPECT_THAT(make_class_map(classes, data).unmatched_classes, ElementsAre("triangle"));
}

TEST(ClassMap, SaysWhichIndexIsWhichWhereTheModelHasNoNames) {
  const auto data = boxes_of({{1, "disc"}, {2, "square"}});
  EXPECT_THAT(make_class_map(names({}), data).notes,
              ElementsAre(HasSubstr("matched by index, of which 0 is 'disc', 1 is 'square'")));
  const auto numbered = classes_of({{0, "a"}, {1, "b"}}, true);
  EXPECT_THAT(make_class_map(names({}), numbered).notes, IsEmpty());
  EXPECT_THAT(make_class_map(names({}), classes_of({{0, "a"}}, false)).notes,
              ElementsAre(HasSubstr("0 is 'a'")));
}

TEST(ClassMap, SaysWhereIndicesContradictNames) {
  const auto data = boxes_of({{1, "disc"}, {2, "square"}, {3, "star"}});
  const auto by_index = definition::ClassMatch::index;
  EXPECT_THAT(make_class_map(matched_by(by_index, {"square", "disc", "x"}), data).notes,
              ElementsAre(HasSubstr("puts 2 of the model's names to another category")));
  EXPECT_THAT(make_class_map(matched_by(by_index, {"disc", "box", "x"}), data).notes, IsEmpty());
}

TEST(ClassMap, SaysWhenItFallsBackOnIndices) {
  const ClassMap map = make_class_map(names({"tench"}), classes_of({{0, "n01440764"}}, true));
  EXPECT_THAT(map.notes, ElementsAre(HasSubstr("matched by index")));
}

}  // namespace
}  // namespace assay::evaluation
