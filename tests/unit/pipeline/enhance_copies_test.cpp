// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/enhance/copies.hpp"

#include <gtest/gtest.h>

#include "core/base/error.hpp"
#include "core/stress/domain/built_in.hpp"

namespace assay::pipeline {
namespace {

dataset::Dataset images(const std::vector<std::string>& names) {
  dataset::Dataset dataset;
  for (const std::string& name : names) dataset.datapoints.push_back({name, 0, "/data/" + name});
  return dataset;
}

std::vector<std::string> names_of(const std::vector<Copy>& copies) {
  std::vector<std::string> names;
  for (const Copy& copy : copies) names.push_back(copy.name);
  return names;
}

class Copies : public testing::Test {
 protected:
  const stress::Catalogue catalogue_;
  const stress::Domain domain_ =
      make_domain(parse_built_in(*stress::find_built_in("noise")), Source{}, catalogue_);
};

TEST_F(Copies, ArePointsOfTheirOwnThatOthersDoNotChange) {
  const auto dataset = images({"a.jpg", "b.jpg", "c.jpg"});
  const auto few = sampled_copies(dataset, domain_, {1, 2, 7});
  const auto many = sampled_copies(dataset, domain_, {3, 3, 7});
  ASSERT_EQ(few.size(), 2U);
  ASSERT_EQ(many.size(), 9U);
  EXPECT_EQ(few[0].point, many[0].point);
  EXPECT_EQ(few[1].point, many[1].point);
  EXPECT_EQ(many[5].draw, 2U);
  EXPECT_NE(many[0].point, many[1].point);
  EXPECT_NE(many[0].point, many[3].point);
  EXPECT_NE(sampled_copies(dataset, domain_, {1, 1, 8})[0].point, few[0].point);
}

TEST_F(Copies, ComeBehindTheImageItself) {
  const auto all = with_originals(sampled_copies(images({"a.jpg", "b.jpg"}), domain_, {2, 2, 0}));
  ASSERT_EQ(all.size(), 6U);
  EXPECT_TRUE(all[0].is_original());
  EXPECT_FALSE(all[1].is_original());
  EXPECT_TRUE(all[3].is_original());
  EXPECT_EQ(all[3].datapoint, 1U);
}

TEST_F(Copies, AreCalledByTheirImageDomainAndNumber) {
  const auto dataset = images({"x/a b.jpg", "b.png"});
  auto copies = with_originals(sampled_copies(dataset, domain_, {2, 2, 0}));
  name_copies(dataset, "/data", copies);
  EXPECT_EQ(names_of(copies),
            (std::vector<std::string>{"x/a b.jpg", "x/a b-noise-0.png", "x/a b-noise-1.png",
                                      "b.png", "b-noise-0.png", "b-noise-1.png"}));
}

TEST_F(Copies, OfClassesAreInFoldersOfThese) {
  auto dataset = images({"cat/a.jpg", "b.jpg", "x/c.jpg"});
  dataset.categories = {{0, "cat"}, {1, "dog/hound"}};
  dataset.truth = dataset::ClassTruth{{0, 1, 0}, false};
  auto copies = sampled_copies(dataset, domain_, {3, 1, 0});
  name_copies(dataset, "/data", copies);
  EXPECT_EQ(names_of(copies), (std::vector<std::string>{"cat/a-noise-0.png", "1/b-noise-0.png",
                                                        "cat/x_c-noise-0.png"}));
}

TEST_F(Copies, MayNotDifferInTheirExtensionAlone) {
  const auto dataset = images({"a.jpg", "a.png"});
  auto copies = sampled_copies(dataset, domain_, {2, 1, 0});
  try {
    name_copies(dataset, "/data", copies);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::dataset);
    EXPECT_NE(error.message().find("'a-noise-0.png'"), std::string::npos);
  }
}

}  // namespace
}  // namespace assay::pipeline
