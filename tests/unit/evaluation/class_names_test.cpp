// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/class_names.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace assay::evaluation {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Optional;

std::vector<dataset::Category> categories(const std::vector<std::string>& names) {
  std::vector<dataset::Category> result;
  for (const std::string& name : names) {
    result.push_back({static_cast<std::int64_t>(result.size()) + 1, name});
  }
  return result;
}

NameMatches match(const std::vector<std::string>& names, const std::vector<std::string>& data) {
  return match_names(names, categories(data), NameRule::all);
}

TEST(ClassNames, MatchWhateverWordsArePartedBy) {
  EXPECT_THAT(match({"dining_table", "traffic-light"}, {"traffic light", "diningtable"}).categories,
              ElementsAre(Optional(1), Optional(0)));
}

TEST(ClassNames, MatchKnownSynonymsAndSaySo) {
  const NameMatches matches = match({"tvmonitor", "aeroplane"}, {"airplane", "tv"});
  EXPECT_THAT(matches.categories, ElementsAre(Optional(1), Optional(0)));
  EXPECT_THAT(matches.notes, ElementsAre("'tvmonitor' of the model is taken for 'tv'",
                                         "'aeroplane' of the model is taken for 'airplane'"));
}

TEST(ClassNames, MatchNoSynonymThatCouldMeanTwo) {
  EXPECT_THAT(match({"tvmonitor", "television"}, {"tv", "cat"}).categories,
              ElementsAre(std::nullopt, std::nullopt));
  EXPECT_THAT(match({"tvmonitor"}, {"tv", "television"}).categories, ElementsAre(std::nullopt));
}

TEST(ClassNames, SpellingGoesBeforeSynonyms) {
  const NameMatches matches = match({"tvmonitor", "tv"}, {"tv", "cat"});
  EXPECT_THAT(matches.categories, ElementsAre(std::nullopt, Optional(0)));
  EXPECT_THAT(matches.notes, IsEmpty());
}

TEST(ClassNames, MatchOneOfTheNamesBetweenCommas) {
  EXPECT_THAT(
      match({"tench, Tinca tinca", "crane", "great white shark"}, {"tench", "crane, bird", "shark"})
          .categories,
      ElementsAre(Optional(0), Optional(1), std::nullopt));
}

TEST(ClassNames, MatchNothingBetweenCommasThatIsThereTwice) {
  EXPECT_THAT(match({"crane"}, {"crane, bird", "crane, machine"}).categories,
              ElementsAre(std::nullopt));
}

TEST(CategoryNames, AreFoundByTheSameWays) {
  const CategoryNames names(categories({"Dining Table", "n01440764", "tv", "crane, bird"}));
  EXPECT_EQ(names.find(" dining table"), 0U);
  EXPECT_EQ(names.find("dining_table"), 0U);
  EXPECT_EQ(names.find("n01440764 tench"), 1U);
  EXPECT_EQ(names.find("TV monitor"), 2U);
  EXPECT_EQ(names.find("crane"), 3U);
  EXPECT_EQ(names.find("cow"), std::nullopt);
}

TEST(CategoryNames, ThatMeanTwoMeanNone) {
  const CategoryNames names(categories({"cat", "Cat", "tv", "television"}));
  EXPECT_EQ(names.find("cat"), std::nullopt);
  EXPECT_EQ(names.find("tvmonitor"), std::nullopt);
}

}  // namespace
}  // namespace assay::evaluation
