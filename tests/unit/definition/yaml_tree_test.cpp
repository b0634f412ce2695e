// SPDX-License-Identifier: Apache-2.0
// The tree that YAML becomes, written out in one line each: kind, place, content.
#include "core/definition/yaml_tree.hpp"

#include <gtest/gtest.h>

namespace assay::definition {
namespace {

std::string at(Mark mark) {
  return "@" + std::to_string(mark.line) + ":" + std::to_string(mark.column);
}

std::string write(const Node& node) {
  std::string result;
  switch (node.kind) {
    case Node::Kind::null:
      return "null" + at(node.mark);
    case Node::Kind::scalar:
      return (node.quoted ? "'" + node.text + "'" : node.text) + at(node.mark);
    case Node::Kind::list:
      for (const NodePtr& item : node.items) result += (result.empty() ? "" : " ") + write(*item);
      return "[" + result + "]" + at(node.mark);
    case Node::Kind::map:
      break;
  }
  for (const Node::Entry& entry : node.entries) {
    result += (result.empty() ? "" : " ") + entry.key + at(entry.mark) + "=" + write(*entry.value);
  }
  return "{" + result + "}" + at(node.mark);
}

NodePtr tree(const std::string& text) {
  const Source source{"assay.yaml", text};
  const LineIndex lines(source.text);
  Problems problems(source);
  NodePtr root = read_tree(source, lines, problems);
  EXPECT_TRUE(problems.empty()) << problems.error().message();
  return root;
}

std::string written(const std::string& text) {
  return write(*tree(text));
}

TEST(YamlTree, KeepsPlaces) {
  EXPECT_EQ(written("a: 1\nb:\n  - x\n  - {c: y}\n"),
            "{a@1:1=1@1:4 b@2:1=[x@3:5 {c@4:6=y@4:9}@4:5]@3:3}@1:1");
}

TEST(YamlTree, CountsColumnsInBytes) {
  EXPECT_EQ(written("\u00e9: [\u20ac, a]\n"), "{\u00e9@1:1=[\u20ac@1:6 a@1:11]@1:5}@1:1");
}

TEST(YamlTree, MarksValuesBehindTheirProperties) {
  EXPECT_EQ(written("a: &x !!str 1\nb: &y [*x]\n"), "{a@1:1='1'@1:13 b@2:1=['1'@1:13]@2:7}@1:1");
}

TEST(YamlTree, MarksEmptyValuesWherePeopleLook) {
  EXPECT_EQ(written("a:\nb: ~\nc:\n  -\n  - null\n"),
            "{a@1:1=null@1:1 b@2:1=null@2:4 c@3:1=[null@4:3 null@5:5]@4:3}@1:1");
}

TEST(YamlTree, KnowsTextByItsQuotes) {
  EXPECT_EQ(written("[a, 'b', \"c\", '', ~, '~']"),
            "[a@1:2 'b'@1:5 'c'@1:10 ''@1:15 null@1:19 '~'@1:22]@1:1");
  EXPECT_EQ(written("|\n b\n"), "'b\n'@1:1");
}

TEST(YamlTree, JoinsLines) {
  EXPECT_EQ(written("a: x\n  y\nb: \"x\n  y\"\nc: >-\n  x\n  y\n"),
            "{a@1:1=x y@1:4 b@3:1='x y'@3:4 c@5:1='x y'@5:4}@1:1");
}

TEST(YamlTree, RepeatsWhatAliasesName) {
  EXPECT_EQ(written("a: &x {k: 1}\nb: [*x, *x]\nc: &x 2\nd: *x\n"),
            "{a@1:1={k@1:8=1@1:11}@1:7 b@2:1=[{k@1:8=1@1:11}@1:7 {k@1:8=1@1:11}@1:7]@2:4"
            " c@3:1=2@3:7 d@4:1=2@3:7}@1:1");
  EXPECT_EQ(written("a: &k name\n*k : 1\n"), "{a@1:1=name@1:7 name@2:1=1@2:6}@1:1");
}

TEST(YamlTree, CountsWithAliasesWrittenOut) {
  const NodePtr root = tree("a: &x [bc, d]\ne: *x\n");

  // The map, its two keys, and twice a list of two.
  EXPECT_EQ(root->nodes, 9U);
  EXPECT_EQ(root->bytes, 8U);
  EXPECT_EQ(root->height, 2U);
}

TEST(YamlTree, FindsValuesByKey) {
  const NodePtr root = tree("a: 1\nb: 2\n");

  ASSERT_NE(root->find("b"), nullptr);
  EXPECT_EQ(root->find("b")->text, "2");
  EXPECT_EQ(root->find("c"), nullptr);
}

TEST(YamlTree, TakesOneDocumentWithItsMarkers) {
  EXPECT_EQ(written("%YAML 1.2\n---\na: 1\n...\n"), "{a@3:1=1@3:4}@3:1");
}

TEST(YamlTree, Takes64Levels) {
  EXPECT_EQ(tree(std::string(64, '[') + std::string(64, ']'))->height, 64U);
}

}  // namespace
}  // namespace assay::definition
