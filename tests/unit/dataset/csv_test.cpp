// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/csv.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/dataset/refusal.hpp"

namespace assay::dataset {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::vector<std::vector<std::string>> values_of(const std::string& text) {
  std::vector<std::vector<std::string>> values;
  for (const CsvRow& row : parse_csv({"t.csv", text})) values.push_back(row.values);
  return values;
}

TEST(Csv, ReadsRowsOfEveryLineEnding) {
  EXPECT_THAT(values_of("a,b\r\n1,2\n\n3,4"),
              ElementsAre(ElementsAre("a", "b"), ElementsAre("1", "2"), ElementsAre("3", "4")));
}

TEST(Csv, LeavesOutAByteOrderMark) {
  EXPECT_THAT(values_of("\xEF\xBB\xBF"
                        "file\nx"),
              ElementsAre(ElementsAre("file"), ElementsAre("x")));
}

TEST(Csv, ReadsQuotesWithCommasNewlinesAndQuotesInThem) {
  EXPECT_THAT(values_of("\"a,b\",\"c\"\"d\"\n\"e\nf\",\n"),
              ElementsAre(ElementsAre("a,b", "c\"d"), ElementsAre("e\nf", "")));
}

TEST(Csv, CountsLinesWithinQuotes) {
  const auto rows = parse_csv({"t.csv", "\"a\nb\"\nc\n"});
  EXPECT_EQ(rows[0].line, 1);
  EXPECT_EQ(rows[1].line, 3);
}

TEST(Csv, PointsAtQuotesThatAreNotClosed) {
  EXPECT_THAT(refusal_of([] {
                parse_csv({"t.csv", "a\n\"b\nc"});
              }),
              HasSubstr("t.csv:2:1: this quote is not closed"));
}

TEST(Csv, RefusesTextAfterAQuote) {
  EXPECT_THAT(refusal_of([] {
                parse_csv({"t.csv", "\"a\"b\n"});
              }),
              HasSubstr("t.csv:1:1: a value must end at a comma"));
}

}  // namespace
}  // namespace assay::dataset
