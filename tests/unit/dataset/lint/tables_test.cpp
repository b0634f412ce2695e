// SPDX-License-Identifier: Apache-2.0
// What is kept of every annotation: ids and boxes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "core/dataset/lint/ids.hpp"
#include "core/dataset/lint/near_duplicates.hpp"

namespace assay::dataset::lint {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

using Positions = std::vector<std::pair<std::size_t, std::size_t>>;

Positions repeats(const std::vector<std::int64_t>& list) {
  Ids ids;
  for (const std::int64_t id : list) ids.add(id);
  Positions found;
  ids.find_repeats([&](std::size_t at, std::size_t first) { found.emplace_back(at, first); });
  return found;
}

TEST(Ids, ThatRepeatAreToldWithTheFirst) {
  EXPECT_THAT(repeats({}), IsEmpty());
  EXPECT_THAT(repeats({1, 2, 3}), IsEmpty());
  EXPECT_THAT(repeats({3, 1, 2}), IsEmpty());
  EXPECT_THAT(repeats({5, 5, 1, 5, 1}), ElementsAre(Pair(1, 0), Pair(3, 0), Pair(4, 2)));
}

struct Box {
  std::size_t image, category;
  double x, y, width, height;
};

Positions alike(const std::vector<Box>& boxes) {
  BoxTable table;
  for (const Box& box : boxes) {
    Annotation object;
    object.x = box.x;
    object.y = box.y;
    object.width = box.width;
    object.height = box.height;
    table.add(box.image, box.category, object);
  }
  Positions found;
  table.find_pairs([&](const auto& pair) { found.emplace_back(pair.position, pair.like); });
  return found;
}

TEST(BoxTable, FindsBoxesThatAreAlmostTheSame) {
  EXPECT_THAT(alike({{0, 0, 1, 1, 100, 100}, {0, 0, 50, 50, 9, 9}, {0, 0, 2, 1, 100, 100}}),
              ElementsAre(Pair(2, 0)));
}

TEST(BoxTable, ComparesWithinAnImageAndACategory) {
  EXPECT_THAT(alike({{0, 0, 1, 1, 10, 10}, {1, 0, 1, 1, 10, 10}, {0, 1, 1, 1, 10, 10}}), IsEmpty());
}

TEST(BoxTable, TellsEachBoxOnce) {
  const Box box{3, 0, 1, 1, 10, 10};
  EXPECT_THAT(alike({box, {1, 0, 1, 1, 10, 10}, box, box}), ElementsAre(Pair(2, 0), Pair(3, 0)));
}

TEST(BoxTable, SkipsWhatIsNotCompared) {
  BoxTable table;
  Annotation object;
  object.width = object.height = 10;
  table.skip();
  table.add(0, 0, object);
  table.skip();
  table.add(0, 0, object);
  Positions found;
  table.find_pairs([&](const auto& pair) { found.emplace_back(pair.position, pair.like); });
  EXPECT_THAT(found, ElementsAre(Pair(3, 1)));
}

/// The sweep leaves out only pairs that cannot be alike.
TEST(BoxTable, FindsWhatComparingAllWithAllFinds) {
  std::mt19937 random(7);
  std::uniform_real_distribution<double> near(0, 3), side(40, 44);
  std::vector<Box> boxes;
  for (int i = 0; i < 60; ++i) {
    boxes.push_back({0, 0, near(random), near(random), side(random), side(random)});
  }
  const Positions found = alike(boxes);
  std::vector<bool> told(boxes.size());
  for (const auto& [at, first] : found) told[at] = true;
  for (std::size_t a = 0; a < boxes.size(); ++a) {
    for (std::size_t b = 0; b < a; ++b) {
      if (!alike({boxes[b], boxes[a]}).empty()) {
        EXPECT_TRUE(told[a] || told[b]) << a << " " << b;
      }
    }
  }
  EXPECT_FALSE(found.empty());
}

}  // namespace
}  // namespace assay::dataset::lint
