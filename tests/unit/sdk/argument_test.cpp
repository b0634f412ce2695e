// SPDX-License-Identifier: Apache-2.0
#include <assay/sdk/argument.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <vector>

#include "tests/support/fake_batch.hpp"

namespace {

using namespace assay::test;
using assay::Content;
using assay::detail::Argument;

TEST(Argument, ReadsIntegersAtTheirBounds) {
  EXPECT_EQ(Argument<std::int8_t>::read(int_value(-128), "n"), -128);
  EXPECT_EQ(Argument<std::uint64_t>::read(int_value(9), "n"), 9u);
  const std::int64_t lowest = std::numeric_limits<std::int64_t>::min();
  EXPECT_EQ(Argument<std::int64_t>::read(int_value(lowest), "n"), lowest);
  EXPECT_THROW(Argument<std::int8_t>::read(int_value(128), "n"), assay::Error);
  EXPECT_THROW(Argument<std::uint64_t>::read(int_value(-1), "n"), assay::Error);
  EXPECT_THROW(Argument<std::uint32_t>::read(int_value(-1), "n"), assay::Error);
}

TEST(Argument, DoesNotTakeABoolForAnInteger) {
  EXPECT_THROW(Argument<int>::read(bool_value(true), "n"), assay::Error);
  EXPECT_THROW(Argument<bool>::read(int_value(1), "n"), assay::Error);
}

TEST(Argument, TakesAnIntegerForANumber) {
  EXPECT_EQ(Argument<float>::read(int_value(3), "n"), 3.0f);
  EXPECT_EQ(Argument<double>::read(float_value(0.1), "n"), 0.1);
}

TEST(Argument, ReadsNestedLists) {
  const std::vector<assay_value_t> inner = {int_value(1), int_value(2)};
  const std::vector<assay_value_t> outer = {list_value(inner), list_value({})};
  using Nested = std::vector<std::vector<int>>;
  EXPECT_EQ(Argument<Nested>::read(list_value(outer), "n"), (Nested{{1, 2}, {}}));
}

TEST(Argument, ReadsMaps) {
  const std::vector<assay_pair_t> pairs = {{{"a", 1}, int_value(1)}, {{"bc", 2}, int_value(2)}};
  using Map = std::map<std::string, int>;
  EXPECT_EQ(Argument<Map>::read(map_value(pairs), "n"), (Map{{"a", 1}, {"bc", 2}}));
}

TEST(Argument, ReadsAnythingAsContent) {
  const std::vector<assay_value_t> list = {text_value("x"), float_value(2.5), null_value()};
  const std::vector<assay_pair_t> pairs = {{{"key", 3}, list_value(list)}};

  const Content content = Argument<Content>::read(map_value(pairs), "n");

  ASSERT_EQ(content.kind, ASSAY_KIND_MAP);
  EXPECT_EQ(content.keys, (std::vector<std::string>{"key"}));
  const std::vector<Content>& elements = content.elements[0].elements;
  ASSERT_EQ(elements.size(), 3u);
  EXPECT_EQ(elements[0].text, "x");
  EXPECT_EQ(elements[1].number, 2.5);
  EXPECT_EQ(elements[2].kind, ASSAY_KIND_NULL);
}

TEST(Argument, RefusesAModelAsContent) {
  EXPECT_THROW(Argument<Content>::read(model_value(nullptr, "M"), "n"), assay::Error);
}

}  // namespace
