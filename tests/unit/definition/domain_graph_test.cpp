// SPDX-License-Identifier: Apache-2.0
// Graphs of transformations that are none.
#include <gmock/gmock.h>

#include "tests/unit/definition/definition_folder.hpp"

namespace assay::definition {
namespace {

using testing::HasSubstr;

/// What is said about a domain of these transformations: "name <- name name" takes the outputs of
/// others, "name -> name" gives its only output.
std::string fault(const std::vector<std::string>& transformations) {
  std::string text = "project: {name: p}\ndomains:\n  - name: d\n    transformations:\n";
  for (const std::string& transformation : transformations) {
    std::istringstream words(transformation);
    std::string name;
    std::string arrow;
    words >> name >> arrow;
    std::string ends;
    for (std::string other; words >> other;) {
      if (arrow == "<-") other = "output_from: {transformation: " + other + "}";
      if (arrow == "->") other = "{transformation: " + other + "}";
      ends += (ends.empty() ? "" : ", ") + other;
    }
    text += "      - {name: " + name + ", operator: Blur";
    if (arrow == "<-") text += ", inputs: [" + ends + "]";
    if (arrow == "->") text += ", outputs: [input_to: [" + ends + "]]";
    text += "}\n";
  }
  static const DefinitionFolder folder;
  const std::string message = folder.message_of(text);
  return message.substr(0, message.find('\n'));
}

TEST(DomainGraph, IsFineWhenEverythingIsOnTheWay) {
  EXPECT_EQ(fault({"a", "b <- a", "c <- a b"}), "");
  EXPECT_EQ(fault({"a -> b", "b"}), "");
}

TEST(DomainGraph, NamesTransformationsThatThereAre) {
  EXPECT_EQ(fault({"first", "b <- frist"}),
            "assay.yaml:6:74: there is no transformation 'frist'; did you mean 'first'?");
  EXPECT_THAT(fault({"a", "b <- xyzzy"}), HasSubstr("'xyzzy'; the domain has a or b"));
}

TEST(DomainGraph, HasNoCircles) {
  EXPECT_EQ(fault({"a", "b <- a d", "c <- b", "d <- c"}),
            "assay.yaml:6:16: transformations go in a circle: 'b' -> 'c' -> 'd' -> 'b'; take out "
            "one of the links");
  EXPECT_THAT(fault({"a <- a"}), HasSubstr("circle: 'a' -> 'a'"));
}

TEST(DomainGraph, StaysReadableWhenACircleIsLong) {
  std::vector<std::string> ring;
  for (int i = 0; i < 20; ++i) {
    ring.push_back("t" + std::to_string(i) + " <- t" + std::to_string((i + 19) % 20));
  }

  EXPECT_THAT(fault(ring), HasSubstr("'t11' -> ...; take out"));
}

TEST(DomainGraph, HasOneSource) {
  EXPECT_THAT(fault({"a", "b <- a", "c", "d <- b c"}),
              HasSubstr("7:16: no datapoint reaches the transformation 'c'; they start at 'a'"));
}

TEST(DomainGraph, HasOneSink) {
  EXPECT_THAT(fault({"a", "b <- a", "c <- a"}),
              HasSubstr("6:16: nothing takes what the transformation 'b' makes; datapoints leave "
                        "at 'c' alone"));
}

TEST(DomainGraph, HasEndsThatAgree) {
  EXPECT_THAT(fault({"a -> c", "b <- a", "c"}),
              HasSubstr("input 0 of 'b' takes output 0 of 'a', which does not go there; add "
                        "{transformation: b, index: 0} to its 'input_to', or correct this"));
  EXPECT_THAT(fault({"a -> c", "b", "c <- b"}),
              HasSubstr("output 0 of 'a' goes to input 0 of 'c', which takes output 0 of 'b'"));
  EXPECT_THAT(fault({"a -> c", "b -> c", "c"}),
              HasSubstr("output 0 of 'b' goes to input 0 of 'c', which output 0 of 'a' goes to "
                        "already; each input takes one"));
}

}  // namespace
}  // namespace assay::definition
