// SPDX-License-Identifier: Apache-2.0
// A second unit that includes the whole SDK: a function that lacks `inline` would not link. It also
// holds a class of a name that the SDK uses.
#include <assay/sdk.hpp>

#include <gtest/gtest.h>

namespace {

struct Image {
  int unrelated;
};

TEST(Sdk, CanBeIncludedInSeveralUnits) {
  EXPECT_EQ(assay::elements_of({2, 3, 4}), 24);
  EXPECT_EQ(Image{3}.unrelated, 3);
}

}  // namespace
