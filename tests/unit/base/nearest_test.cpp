// SPDX-License-Identifier: Apache-2.0
#include "core/base/nearest.hpp"

#include <gtest/gtest.h>

namespace assay {
namespace {

const std::vector<std::string> kKnown{"threshold", "weights", "device", "max_size"};

TEST(EditDistance, CountsChangesCaseApart) {
  EXPECT_EQ(edit_distance("Triangle", "triangle"), 0U);
  EXPECT_EQ(edit_distance("traingle", "triangle"), 1U);
  EXPECT_EQ(edit_distance("", "abc"), 3U);
}

TEST(Nearest, FindsTypos) {
  EXPECT_EQ(nearest("treshold", kKnown), "threshold");
  EXPECT_EQ(nearest("wieghts", kKnown), "weights");
  EXPECT_EQ(nearest("Device", kKnown), "device");
}

TEST(Nearest, DoesNotGuessWildly) {
  EXPECT_EQ(nearest("colour", kKnown), std::nullopt);
  EXPECT_EQ(nearest("", kKnown), std::nullopt);
  EXPECT_EQ(nearest(std::string(1000, 'x'), kKnown), std::nullopt);
}

TEST(Nearest, DoesNotTakeOneShortWordForAnother) {
  EXPECT_EQ(nearest("2", {"0", "1"}), std::nullopt);
  EXPECT_EQ(nearest("tpu", {"cpu", "gpu"}), std::nullopt);
  EXPECT_EQ(nearest("nam", {"name"}), "name");
}

TEST(Nearest, TakesTheFirstOfEquals) {
  EXPECT_EQ(nearest("abcd", {"abce", "abcf"}), "abce");
}

TEST(DidYouMean, IsEmptyWhenNothingIsNear) {
  EXPECT_EQ(did_you_mean("colour", kKnown), "");
  EXPECT_EQ(did_you_mean("devise", kKnown), "; did you mean 'device'?");
}

}  // namespace
}  // namespace assay
