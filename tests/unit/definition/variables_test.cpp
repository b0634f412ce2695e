// SPDX-License-Identifier: Apache-2.0
#include "core/definition/variables.hpp"

#include <gtest/gtest.h>

namespace assay::definition {
namespace {

/// "t:" text, "e:" environment, "r:" runtime, "!" malformed; offsets behind '@'.
std::string split(std::string_view scalar) {
  std::string result;
  for (const Piece& piece : split_variables(scalar)) {
    if (!result.empty()) result += ' ';
    const bool malformed = piece.kind == Piece::Kind::malformed;
    if (piece.kind == Piece::Kind::text) result += "t:";
    if (piece.kind == Piece::Kind::environment) result += "e:";
    if (piece.kind == Piece::Kind::runtime) result += "r:";
    result += (malformed ? "!" : piece.text) + "@" + std::to_string(piece.offset);
  }
  return result;
}

TEST(Variables, AreCutOutOfText) {
  EXPECT_EQ(split(""), "");
  EXPECT_EQ(split("plain"), "t:plain@0");
  EXPECT_EQ(split("$A"), "e:A@0");
  EXPECT_EQ(split("a$B_1-c"), "t:a@0 e:B_1@1 t:-c@5");
  EXPECT_EQ(split("${A}${B}"), "e:A@0 e:B@4");
  EXPECT_EQ(split("x${model.name}y"), "t:x@0 r:model.name@1 t:y@14");
  EXPECT_EQ(split("${datapoints}"), "r:datapoints@0");
  EXPECT_EQ(split("${model.files.best net.url}"), "r:model.files.best net.url@0");
}

TEST(Variables, LeaveOtherDollars) {
  EXPECT_EQ(split("$"), "t:$@0");
  EXPECT_EQ(split("a$ b"), "t:a$ b@0");
  EXPECT_EQ(split("$1"), "t:$1@0");
  EXPECT_EQ(split("$$A"), "t:$A@0");
  EXPECT_EQ(split("$$$A"), "t:$@0 e:A@2");
  EXPECT_EQ(split("$${a}"), "t:${a}@0");
  EXPECT_EQ(split("$.a"), "t:$.a@0");
}

TEST(Variables, HaveNames) {
  for (const char* text : {"${", "${A", "${}", "${ A }", "${A-B}", "${1A}", "${A:-x}", "${${A}}"}) {
    EXPECT_EQ(split(text).substr(0, 3), "!@0") << text;
  }
}

TEST(Scope, KeepsTheOrderOfItsNames) {
  Scope scope;
  scope.set("b", "1");
  scope.set("a", "2");
  scope.set("b", "3");

  EXPECT_EQ(scope.names(), (std::vector<std::string>{"b", "a"}));
  ASSERT_NE(scope.find("b"), nullptr);
  EXPECT_EQ(*scope.find("b"), "3");
  EXPECT_EQ(scope.find("c"), nullptr);
}

}  // namespace
}  // namespace assay::definition
