// SPDX-License-Identifier: Apache-2.0
#include "core/plugin/binary/symbol_version.hpp"

#include <gtest/gtest.h>

namespace assay::plugin::binary {
namespace {

TEST(SymbolVersion, HasASeriesAndNumbers) {
  const SymbolVersion version = parse_symbol_version("GLIBCXX_3.4.30");
  EXPECT_EQ(version.series, "GLIBCXX");
  EXPECT_EQ(version.numbers, (std::vector<unsigned>{3, 4, 30}));
}

TEST(SymbolVersion, IsANameWhereItHasNoNumbers) {
  EXPECT_TRUE(parse_symbol_version("GLIBC_PRIVATE").numbers.empty());
  EXPECT_TRUE(parse_symbol_version("").numbers.empty());
  EXPECT_TRUE(parse_symbol_version("A_1x").numbers.empty());
}

TEST(SymbolVersion, IsNewerByNumberNotByText) {
  EXPECT_EQ(newest_of({"GLIBC_2.9", "GLIBC_2.34", "GLIBC_2.4"}), "GLIBC_2.34");
  EXPECT_EQ(newest_of({}), "");
}

}  // namespace
}  // namespace assay::plugin::binary
