// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/only_categories.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/dataset/refusal.hpp"

namespace assay::dataset {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Dataset three_categories(Truth truth) {
  Dataset dataset;
  dataset.datapoints = {{"a", 0, {}}, {"b", 1, {}}, {"c", 2, {}}};
  dataset.categories = {{10, "cat"}, {20, "dog"}, {30, "cow"}};
  dataset.truth = std::move(truth);
  return dataset;
}

TEST(OnlyCategories, DropObjectsOfOthersAndKeepTheirImages) {
  InstanceTruth truth;
  for (const std::int64_t category : {20, 10, 30}) {
    Annotation annotation;
    annotation.category_id = category;
    truth.annotations.push_back(annotation);
  }
  Dataset dataset = three_categories(std::move(truth));
  keep_only({"cow", "cat"}, dataset);

  EXPECT_EQ(dataset.categories.size(), 2U);
  EXPECT_EQ(dataset.datapoints.size(), 3U);
  const auto& kept = std::get<InstanceTruth>(dataset.truth).annotations;
  ASSERT_EQ(kept.size(), 2U);
  EXPECT_EQ(kept[0].category_id, 10);
}

TEST(OnlyCategories, DropImagesOfOtherClasses) {
  Dataset dataset = three_categories(ClassTruth{{1, 0, 2}, true});
  keep_only({"cat", "cow"}, dataset);

  EXPECT_THAT(std::get<ClassTruth>(dataset.truth).classes, ElementsAre(0, 1));
  ASSERT_EQ(dataset.datapoints.size(), 2U);
  EXPECT_EQ(dataset.datapoints[0].id, "b");
}

TEST(OnlyCategories, MakePixelsOfOthersCountNowhere) {
  Dataset labels = three_categories(LabelMapTruth{{}, {{0, 0}, {1, 1}, {2, 2}}, {255}});
  keep_only({"cow"}, labels);
  const auto& maps = std::get<LabelMapTruth>(labels.truth);
  EXPECT_EQ(maps.classes, (std::map<std::int64_t, std::size_t>{{2, 0}}));
  EXPECT_THAT(maps.ignored, ElementsAre(255, 0, 1));

  Dataset panoptic = three_categories(PanopticTruth{{}, {{1, 2, 0, false}, {2, 0, 0, false}}, {}});
  keep_only({"cow"}, panoptic);
  const auto& segments = std::get<PanopticTruth>(panoptic.truth).segments;
  EXPECT_EQ(segments[0].category, 0U);
  EXPECT_FALSE(segments[0].is_crowd);
  EXPECT_TRUE(segments[1].is_crowd);
}

TEST(OnlyCategories, MustBeCategories) {
  Dataset dataset = three_categories(std::monostate{});
  EXPECT_THAT(refusal_of([&] { keep_only({"dogg"}, dataset); }),
              HasSubstr("'dogg', which is no category of the data set; did you mean 'dog'?"));
}

TEST(OnlyCategories, NoneLeaveAll) {
  Dataset dataset = three_categories(ClassTruth{{1, 0, 2}, true});
  keep_only({}, dataset);
  EXPECT_EQ(dataset.categories.size(), 3U);
}

}  // namespace
}  // namespace assay::dataset
