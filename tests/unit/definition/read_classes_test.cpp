// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "tests/unit/definition/definition_folder.hpp"

namespace assay::definition {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::string with_classes(const std::string& classes) {
  return "project: {name: p}\nmodels:\n  - name: m\n    classes: " + classes +
         "\n    runtime:\n"
         "      load: {entrypoint: 'net:load', output: {name: model}}\n"
         "      predict: {entrypoint: 'net:predict', output: {name: out}}\n";
}

class ReadClasses : public testing::Test {
 protected:
  Classes read(const std::string& classes) const {
    return folder_.parse(with_classes(classes)).models.at(0).classes;
  }
  std::string fault(const std::string& classes) const {
    return folder_.message_of(with_classes(classes));
  }

  DefinitionFolder folder_;
};

TEST_F(ReadClasses, MatchesAutomaticallyUnlessItSaysOtherwise) {
  EXPECT_EQ(read("[a]").match, ClassMatch::automatic);
  EXPECT_EQ(read("{names: [a], match: automatic}").match, ClassMatch::automatic);
  EXPECT_EQ(read("{names: [a], match: name}").match, ClassMatch::name);
  EXPECT_EQ(read("{names: [a], match: wnid}").match, ClassMatch::wnid);
  EXPECT_EQ(read("{match: index}").match, ClassMatch::index);
}

TEST_F(ReadClasses, RemapsIndicesAndNames) {
  const Classes classes = read("{names: [car, bus], offset: 1, remap: {1: vehicle, bus: null}}");

  ASSERT_EQ(classes.remap.size(), 2U);
  EXPECT_EQ(std::get<std::int64_t>(classes.remap[0].from), 1);
  EXPECT_EQ(classes.remap[0].to, "vehicle");
  EXPECT_EQ(std::get<std::string>(classes.remap[1].from), "bus");
  EXPECT_EQ(classes.remap[1].to, std::nullopt);
  EXPECT_EQ(classes.remap[1].mark, (Mark{4, 65}));
  EXPECT_EQ(classes.source, nullptr);
}

TEST_F(ReadClasses, RemapsWithoutNamesWhateverThereIs) {
  EXPECT_EQ(read("{remap: {7: a, -3: b, x: c}}").remap.size(), 3U);
}

TEST_F(ReadClasses, LeavesTwoClassesOfOneNameToTheClassMap) {
  EXPECT_THAT(read("[a, a]").names, ElementsAre("a", "a"));
}

TEST_F(ReadClasses, RefusesToRemapAClassThatIsNotThere) {
  EXPECT_THAT(
      fault("{names: [car, bus], remap: {bsu: x}}"),
      HasSubstr("4:42: 'remap' of classes: no class is named 'bsu'; write the model's name"));
  EXPECT_THAT(fault("{names: [car, bus], offset: 1, remap: {0: x}}"),
              HasSubstr("there is no class 0; 'names' and 'offset' make 1 to 2"));
  EXPECT_THAT(fault("{names: [car, bus], remap: {2: x}}"), HasSubstr("make 0 to 1"));
}

TEST_F(ReadClasses, RefusesToRemapAClassTwice) {
  EXPECT_THAT(fault("{remap: {1: a, 0x1: b}}"), HasSubstr("'0x1' stands here for the second time"));
}

TEST_F(ReadClasses, RefusesToRemapToNothingMuch) {
  EXPECT_THAT(fault("{remap: {1: ''}}"), HasSubstr("must not be empty; null is no category"));
  EXPECT_THAT(fault("{remap: {1: 5}}"), HasSubstr("for '1' must be text, got 5; put it in quotes"));
  EXPECT_THAT(fault("{remap: {}}"), HasSubstr("has no entries; add them or drop it"));
  EXPECT_THAT(fault("{remap: [a]}"), HasSubstr("'remap' of classes must be a map, got a list"));
}

}  // namespace
}  // namespace assay::definition
