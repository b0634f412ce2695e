// SPDX-License-Identifier: Apache-2.0
#include "runner/commands/command_line.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/error.hpp"

namespace assay::runner {
namespace {

using ::testing::HasSubstr;
using Words = std::vector<std::string>;

const CommandSpec kSpec{"assay try FILE -o DIR",
                        "Tries.",
                        {"FILE"},
                        {{"output", 'o', "DIR", "where to"},
                         {"device", 0, "DEVICE", "on what"},
                         {"resume", 0, "", "go on"},
                         {"set", 0, "A=B", "one of several", true}}};

/// The message of the usage error that parsing gives.
std::string refusal(const Words& arguments) {
  try {
    parse(kSpec, arguments);
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::usage);
    return error.message();
  }
  ADD_FAILURE() << "nothing was refused";
  return "";
}

TEST(Parse, TakesOptionsInEverySpelling) {
  const auto parsed = parse(kSpec, {"-o", "dir", "file", "--device=cpu", "--resume"});
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->positional(0), "file");
  EXPECT_EQ(parsed->text("output"), "dir");
  EXPECT_EQ(parsed->text("device"), "cpu");
  EXPECT_TRUE(parsed->has("resume"));
}

TEST(Parse, KeepsAllValuesOfAnOptionThatRepeats) {
  const auto parsed = parse(kSpec, {"file", "--set", "a=1", "--set=b=2"});
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->texts("set"), (Words{"a=1", "b=2"}));
  EXPECT_TRUE(parsed->texts("device").empty());
}

TEST(Parse, GivesNothingWhenHelpIsWanted) {
  EXPECT_FALSE(parse(kSpec, {"--help"}));
  EXPECT_FALSE(parse(kSpec, {"file", "-h"}));
}

TEST(Parse, RefusesAbbreviationsAndSuggests) {
  EXPECT_THAT(refusal({"file", "--devic=cpu"}),
              HasSubstr("unknown option '--devic=cpu'; did you mean '--device'?"));
  EXPECT_THAT(refusal({"file", "--outp", "x"}),
              HasSubstr("unknown option '--outp'; did you mean '--output'?"));
  EXPECT_THAT(refusal({"file", "--x"}), HasSubstr("unknown option '--x'\n"));
}

TEST(Parse, RefusesMissingAndSuperfluousArguments) {
  EXPECT_THAT(refusal({}), HasSubstr("FILE is missing"));
  EXPECT_THAT(refusal({"a", "b"}), HasSubstr("2 arguments are given, 1 wanted"));
  EXPECT_THAT(refusal({"a", "-o"}), HasSubstr("usage: assay try FILE -o DIR"));
  EXPECT_THAT(refusal({"a", "--device", "cpu", "--device", "gpu"}), HasSubstr("given twice"));
}

ParsedOptions with(const std::string& value) {
  return {{}, {{"x", {value}}}};
}

TEST(ParsedOptions, ChecksCounts) {
  EXPECT_EQ(with("7").count("x", 1, 9), 7U);
  EXPECT_EQ(with("7").count("y", 1, 9), std::nullopt);
  for (const char* bad : {"0", "10", "-1", "1.5", "x", "99999999999999999999", "7 "}) {
    EXPECT_THROW(with(bad).count("x", 1, 9), Error) << bad;
  }
}

TEST(ParsedOptions, ChecksNumbers) {
  EXPECT_EQ(with("0.5").positive("x"), 0.5);
  for (const char* bad : {"0", "-1", "nan", "inf", "1e999", "", "1x"}) {
    EXPECT_THROW(with(bad).positive("x"), Error) << bad;
  }
}

TEST(ParsedOptions, ReadsBytes) {
  EXPECT_EQ(with("512").bytes("x"), 512U);
  EXPECT_EQ(with("4G").bytes("x"), std::uint64_t{4} << 30);
  for (const char* bad : {"0", "G", "4g", "-4G", "99999999999999T"}) {
    EXPECT_THROW(with(bad).bytes("x"), Error) << bad;
  }
}

TEST(ParsedOptions, ChecksChoices) {
  EXPECT_EQ(with("auto").choice("x", {"auto", "never"}), "auto");
  EXPECT_THROW(with("nevr").choice("x", {"auto", "never"}), Error);
}

TEST(SplitWords, SplitsAsAShellDoes) {
  EXPECT_EQ(split_words("valgrind  -q --", "w"), (Words{"valgrind", "-q", "--"}));
  EXPECT_EQ(split_words(R"(a 'b c' "d \" e" f\ g '')", "w"),
            (Words{"a", "b c", "d \" e", "f g", ""}));
  EXPECT_EQ(split_words("", "w"), Words{});
  EXPECT_THROW(split_words("a 'b", "w"), Error);
}

TEST(HelpText, NamesEveryOption) {
  const std::string text = help_text(kSpec);
  EXPECT_THAT(text, HasSubstr("usage: assay try FILE -o DIR [options]"));
  EXPECT_THAT(text, HasSubstr("-o, --output DIR"));
  EXPECT_THAT(text, HasSubstr("--resume"));
}

}  // namespace
}  // namespace assay::runner
