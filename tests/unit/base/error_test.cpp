// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace assay {
namespace {

TEST(InContext, AddsALinePerLevelAndKeepsTheKind) {
  const auto inner = [] { throw Error(ErrorKind::dataset, "no such image"); };
  const auto middle = [&] { in_context([] { return "reading 'a.jpg'"; }, inner); };
  try {
    in_context([] { return "loading data set 'val'"; }, middle);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::dataset);
    EXPECT_EQ(error.report(),
              "no such image\n  while reading 'a.jpg'\n  while loading data set 'val'");
  }
}

TEST(InContext, TurnsForeignExceptionsIntoErrors) {
  const auto throws_anything = [] { throw 42; };
  try {
    in_context([] { return "trying"; }, throws_anything);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::internal);
  }
}

TEST(InContext, PassesResultsThrough) {
  EXPECT_EQ(in_context([] { return "adding"; }, [] { return 1 + 1; }), 2);
}

}  // namespace
}  // namespace assay
