// SPDX-License-Identifier: Apache-2.0
#include "core/definition/problems.hpp"

#include <gtest/gtest.h>

namespace assay::definition {
namespace {

const Source kSource{"assay.yaml", "one\ntwo\n"};

TEST(Problems, OneIsTheWholeMessage) {
  Problems problems(kSource);
  problems.add({2, 2}, "no");

  EXPECT_EQ(problems.error().kind(), ErrorKind::definition);
  EXPECT_EQ(problems.error().message(), "assay.yaml:2:2: no\n    two\n     ^");
}

TEST(Problems, AreReportedInFileOrderAndCounted) {
  Problems problems(kSource);
  problems.add({2, 1}, "b");
  problems.add({1, 3}, "a");
  problems.add({}, "all of it");

  EXPECT_EQ(problems.error().message(),
            "assay.yaml: all of it\nassay.yaml:1:3: a\n    one\n      ^\n"
            "assay.yaml:2:1: b\n    two\n    ^\n3 problems in assay.yaml");
}

TEST(Problems, AreSaidOnce) {
  Problems problems(kSource);
  problems.add({1, 1}, "a");
  problems.add({2, 1}, "a");
  problems.add({1, 1}, "a");

  EXPECT_TRUE(problems.error().message().ends_with("\n2 problems in assay.yaml"));
}

TEST(Problems, AreShownUpToAHundred) {
  Problems problems(kSource);
  for (int i = 0; i < 101; ++i) problems.add({1, 1}, "a" + std::to_string(i));

  const std::string message = problems.error().message();

  EXPECT_TRUE(message.ends_with("\n101 problems in assay.yaml; the first 100 are shown"));
  EXPECT_NE(message.find(": a99\n"), std::string::npos);
  EXPECT_EQ(message.find(": a100\n"), std::string::npos);
}

TEST(Problems, SuggestNames) {
  Problems problems(kSource);

  EXPECT_EQ(problems.add_unknown({1, 1}, "no 'nmae'", "nmae", {"name", "url"}, "; sorry"), "name");
  EXPECT_EQ(problems.add_unknown({2, 1}, "no 'x'", "qqqq", {"name", "url"}, "; sorry"),
            std::nullopt);

  EXPECT_EQ(problems.error().message(),
            "assay.yaml:1:1: no 'nmae'; did you mean 'name'?\n    one\n    ^\n"
            "assay.yaml:2:1: no 'x'; sorry\n    two\n    ^\n2 problems in assay.yaml");
}

TEST(Problems, ThrowAllWhenReadingCannotGoOn) {
  Problems problems(kSource);
  problems.add({2, 1}, "b");
  try {
    problems.fail({1, 1}, "a");
    FAIL() << "nothing was thrown";
  } catch (const Error& error) {
    EXPECT_TRUE(error.message().starts_with("assay.yaml:1:1: a\n"));
    EXPECT_TRUE(error.message().ends_with("2 problems in assay.yaml"));
  }
}

TEST(InQuotes, MakesTextFitForMessages) {
  EXPECT_EQ(in_quotes("a b"), "'a b'");
  EXPECT_EQ(in_quotes("\x1B[31m\n\x7F"),
            "'?[31m?"
            "?'");
  EXPECT_EQ(in_quotes(std::string(81, 'a')), "'" + std::string(80, 'a') + "...'");
  EXPECT_EQ(in_quotes(std::string(79, 'a') + "\u00e9"), "'" + std::string(79, 'a') + "...'");
}

TEST(OneOf, ListsNames) {
  EXPECT_EQ(one_of({}), "");
  EXPECT_EQ(one_of({"a"}), "a");
  EXPECT_EQ(one_of({"a", "b"}), "a or b");
  EXPECT_EQ(one_of({"a", "b", "c"}), "a, b or c");
  EXPECT_EQ(one_of(std::vector<std::string>(20, "x")), "x, x, x, x, x, x, x, x, x, x, x, x, ...");
}

TEST(Problems, OfOtherFilesComeLastAndOnce) {
  const Source source{"a.yaml", "x: 1\n"};
  Problems problems(source);

  problems.add_elsewhere("b.yaml:1:1: wrong");
  problems.add_elsewhere("b.yaml:1:1: wrong");
  EXPECT_FALSE(problems.empty());
  EXPECT_EQ(problems.error().message(), "b.yaml:1:1: wrong");

  problems.add({1, 1}, "bad");
  EXPECT_EQ(problems.error().message(), "a.yaml:1:1: bad\n    x: 1\n    ^\nb.yaml:1:1: wrong");
}

TEST(Problems, OfManyFilesAreShownOfAFew) {
  const Source source{"a.yaml", ""};
  Problems problems(source);

  for (int i = 0; i < 100; ++i) problems.add_elsewhere("b" + std::to_string(i));

  EXPECT_EQ(problems.error().message().substr(0, 5), "b0\nb1");
  EXPECT_TRUE(problems.error().message().ends_with("\nb19"));
}

}  // namespace
}  // namespace assay::definition
