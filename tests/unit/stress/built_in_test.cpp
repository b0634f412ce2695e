// SPDX-License-Identifier: Apache-2.0
#include "core/stress/domain/built_in.hpp"

#include <gmock/gmock.h>

#include "core/stress/domain/probe.hpp"
#include "core/stress/domain/transform.hpp"
#include "tests/unit/stress/picture.hpp"

namespace assay::stress {
namespace {

TEST(BuiltInDomains, AreThoseThatDefinitionsMayName) {
  std::vector<std::string_view> names;
  for (const BuiltInDomain& domain : built_in_domains()) names.push_back(domain.name);
  EXPECT_THAT(names, testing::ElementsAreArray(definition::kBuiltInDomains));
  EXPECT_EQ(find_built_in("colour"), nullptr);
}

TEST(BuiltInDomains, AreSoundAndHaveNoDeadAxes) {
  for (const BuiltInDomain& built_in : built_in_domains()) {
    const Domain domain = make_domain(parse_built_in(built_in), {}, catalogue());
    EXPECT_EQ(domain.name(), built_in.name);
    EXPECT_FALSE(domain.axes().empty()) << built_in.name;
    EXPECT_THAT(dead_axes(domain), testing::IsEmpty()) << built_in.name;
  }
}

TEST(BuiltInDomains, AreFilesToStartFrom) {
  const BuiltInDomain& color = *find_built_in("color");
  const std::string file = file_text(color);
  EXPECT_TRUE(file.starts_with("domain:\n  # "));
  EXPECT_THAT(file, testing::HasSubstr("\n  name: color\n  transformations:\n    - name: "));
}

TEST(BuiltInDomains, ChangeAPictureAtTheirEnds) {
  const Picture picture = scene();
  for (const BuiltInDomain& built_in : built_in_domains()) {
    const Domain domain = make_domain(parse_built_in(built_in), {}, catalogue());
    DomainPoint strongest;
    for (const FreeAxis& axis : domain.axes()) strongest.push_back(value_at(axis, 1));
    Picture changed = picture;
    Workspace workspace;
    transform(domain, strongest, {picture.view(), "picture.png", 1, 0}, changed.writable(),
              workspace);
    EXPECT_GT(difference(changed, picture), 3) << built_in.name;
  }
}

TEST(Corruption, IsTheOneOfItsName) {
  const Picture picture = scene();
  const auto by_name =
      transformed(picture, "Corruption",
                  {{"corruption", std::string("contrast")}, {"severity", std::int64_t{3}}});
  EXPECT_EQ(by_name, transformed(picture, "contrast", {{"severity", std::int64_t{3}}}));
  EXPECT_NE(by_name, picture);
}

}  // namespace
}  // namespace assay::stress
