// SPDX-License-Identifier: Apache-2.0
#include "core/definition/raw_scalar.hpp"

#include <gtest/gtest.h>

namespace assay::definition {
namespace {

TEST(RawScalar, LiesBehindItsProperties) {
  EXPECT_EQ(skip_properties("a: x", 3), 3U);
  EXPECT_EQ(skip_properties("a: &b x", 3), 6U);
  EXPECT_EQ(skip_properties("a: !!str &b x", 3), 12U);
  EXPECT_EQ(skip_properties("a: &b\n  x", 3), 3U);
  EXPECT_EQ(skip_properties("a: &b", 3), 3U);
}

TEST(RawScalar, EndsWithItsQuote) {
  EXPECT_EQ(end_of_quotes(R"("ab" c)", 0), 4U);
  EXPECT_EQ(end_of_quotes(R"("a\"b" c)", 0), 6U);
  EXPECT_EQ(end_of_quotes(R"("a\\" c)", 0), 5U);
  EXPECT_EQ(end_of_quotes(R"('it''s' c)", 0), 7U);
  EXPECT_EQ(end_of_quotes(R"('a\' c)", 0), 4U);
  EXPECT_EQ(end_of_quotes(R"("ab)", 0), std::nullopt);
  EXPECT_EQ(end_of_quotes(R"("ab\")", 0), std::nullopt);
  EXPECT_EQ(end_of_quotes(R"('ab'')", 0), std::nullopt);
}

TEST(RawScalar, HasAColonWhenItIsAKey) {
  EXPECT_TRUE(has_colon("key: 1", 0, "key"));
  EXPECT_TRUE(has_colon("key : 1", 0, "key"));
  EXPECT_TRUE(has_colon("\"k\\x65y\": 1", 0, "key"));
  EXPECT_TRUE(has_colon("? key\n: 1", 2, "key"));
  EXPECT_FALSE(has_colon("key\nother: 1", 0, "key"));
  EXPECT_FALSE(has_colon("{key, b: 1}", 1, "key"));
  EXPECT_FALSE(has_colon("key", 0, "key"));
}

TEST(RawScalar, BelongsToTheSignBeforeIt) {
  EXPECT_EQ(owner_of_empty("-\n- a", 2), 0U);
  EXPECT_EQ(owner_of_empty("[ , a]", 2), 0U);
  EXPECT_EQ(owner_of_empty("a # c\n", 6), std::nullopt);
  EXPECT_EQ(owner_of_empty("", 0), std::nullopt);
}

TEST(RawScalar, IsSearchedByteForByte) {
  EXPECT_EQ(offset_inside("a: x${b}", 3, "x${b}", 1), 4U);
  EXPECT_EQ(offset_inside("a: 'x${b}'", 3, "x${b}", 1), 5U);
  EXPECT_EQ(offset_inside("a: \"\\x78${b}\"", 3, "x${b}", 1), std::nullopt);
}

}  // namespace
}  // namespace assay::definition
