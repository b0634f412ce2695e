// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/lint/spellings.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace assay::dataset::lint {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> told(const std::vector<NamedCount>& names, bool typos = true) {
  std::vector<std::string> texts;
  find_spellings(names, typos, [&](std::size_t at, std::string_view what) {
    texts.push_back(std::to_string(at) + ": " + std::string(what));
  });
  return texts;
}

TEST(Spellings, ThatDifferInCapitalsOrBlanksAreTold) {
  EXPECT_THAT(told({{"Triangle", 3}, {"disc", 9}, {"triangle", 12}, {"disc ", 1}}),
              ElementsAre("0: 'Triangle' (3 objects) and 'triangle' (12 objects) are two "
                          "categories, by capitals or blanks alone",
                          "3: 'disc ' (1 object) and 'disc' (9 objects) are two categories, by "
                          "capitals or blanks alone"));
}

TEST(Spellings, OfRareNamesMayBeTypos) {
  const std::vector<NamedCount> names{{"triangle", 40, "image"}, {"traingle", 2, "image"}};
  EXPECT_THAT(told(names), ElementsAre("1: 'traingle' (2 images) looks like a typo of 'triangle' "
                                       "(40 images)"));
  EXPECT_THAT(told(names, false), IsEmpty());
}

TEST(Spellings, OfOtherThingsAreNoTypos) {
  EXPECT_THAT(told({{"triangle", 40}, {"traingle", 5}}), IsEmpty());  // too frequent
  EXPECT_THAT(told({{"triangle", 40}, {"traingle", 0}}), IsEmpty());
  EXPECT_THAT(told({{"class_11", 400}, {"class_12", 1}, {"class_1", 1}}), IsEmpty());
  EXPECT_THAT(told({{"boat", 400}, {"goat", 1}, {"cat", 400}, {"car", 1}}), IsEmpty());
  EXPECT_THAT(told({{"traffic light", 400}, {"traffic sign", 1}}), IsEmpty());
  EXPECT_THAT(told({{"n01440764", 400}, {"n01440765", 1}}), IsEmpty());
}

}  // namespace
}  // namespace assay::dataset::lint
