// SPDX-License-Identifier: Apache-2.0
#include "core/definition/scalar.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace assay::definition {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

template <class T>
void expect(std::string_view text, const T& value) {
  const TypedScalar typed = type_plain(text);
  EXPECT_EQ(typed.problem, "") << text;
  ASSERT_TRUE(std::holds_alternative<T>(typed.value)) << text;
  EXPECT_EQ(std::get<T>(typed.value), value) << text;
}

TEST(Scalar, IsNull) {
  for (const char* text : {"", "~", "null", "Null", "NULL"}) expect(text, std::monostate{});
}

TEST(Scalar, IsTrueOrFalse) {
  for (const char* text : {"true", "True", "TRUE"}) expect(text, true);
  for (const char* text : {"false", "False", "FALSE"}) expect(text, false);
}

TEST(Scalar, IsAnInteger) {
  expect<std::int64_t>("0", 0);
  expect<std::int64_t>("+12", 12);
  expect<std::int64_t>("-3", -3);
  expect<std::int64_t>("007", 7);
  expect<std::int64_t>("0o17", 15);
  expect<std::int64_t>("0xfF", 255);
  expect("9223372036854775807", std::numeric_limits<std::int64_t>::max());
  expect("-9223372036854775808", std::numeric_limits<std::int64_t>::min());
}

TEST(Scalar, IsAFloat) {
  expect("0.5", 0.5);
  expect(".5", 0.5);
  expect("+.5", 0.5);
  expect("-1.", -1.0);
  expect("1e3", 1000.0);
  expect("1.5E-1", 0.15);
  expect("0.1", 0.1);
  expect(".inf", kInfinity);
  expect("+.INF", kInfinity);
  expect("-.Inf", -kInfinity);
  EXPECT_TRUE(std::isnan(std::get<double>(type_plain(".nan").value)));
}

TEST(Scalar, IsTextOtherwise) {
  for (const char* text : {"yes", "no",  "on",  "tRUE",  "nUll",  "1_000", "0x",  "0o8",   "-0x1",
                           "+",   "-",   ".",   "+.",    "1e",    "e3",    "1e+", "1.2.3", "--1",
                           "+-1", "inf", "nan", "+.nan", "12:30", "1 2",   "0b1", ".e3"}) {
    expect(text, std::string(text));
  }
}

TEST(Scalar, MustFit) {
  for (const char* text : {"9223372036854775808", "-9223372036854775809", "0xffffffffffffffff",
                           "0o7777777777777777777777"}) {
    EXPECT_EQ(type_plain(text).problem, "does not fit 64 bits; put it in quotes if it is text")
        << text;
  }
  for (const char* text : {"1e999", "-1e999", "1e-999"}) {
    EXPECT_EQ(type_plain(text).problem,
              "is beyond the range of a 64-bit number; put it in quotes if it is text")
        << text;
  }
}

TEST(Scalar, IsDescribed) {
  EXPECT_EQ(describe(Scalar()), "nothing");
  EXPECT_EQ(describe(Scalar(true)), "true");
  EXPECT_EQ(describe(Scalar(std::int64_t{5})), "the number 5");
  EXPECT_EQ(describe(Scalar(0.5)), "the number 0.5");
  EXPECT_EQ(describe(Scalar("x")), "the text 'x'");
}

}  // namespace
}  // namespace assay::definition
