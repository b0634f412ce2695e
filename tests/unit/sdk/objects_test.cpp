// SPDX-License-Identifier: Apache-2.0
// Objects become the arrays of the contract.
#include <gtest/gtest.h>

#include <cstdint>
#include <map>
#include <string>
#include <variant>
#include <vector>

#include <assay/sdk.hpp>

#include "tests/support/fake_batch.hpp"
#include "tests/support/fake_plugin_host.hpp"

namespace {

using namespace assay::test;
using assay::BoundingBox;
using assay::Keypoint;
using assay::Mask;
using assay::Object;
using assay::Polygon;
using assay::Skeleton;
using assay::Tag;
using Floats = std::vector<float>;
using Integers = std::vector<std::int64_t>;

/// What predict returns in the test at hand.
template <class T>
std::vector<T> returned;
template <class T>
std::vector<T> predict(const assay::Image&) {
  return returned<T>;
}
template <class T>
constexpr auto kDescription = assay::describe("id", "name", "1",
                                              assay::predict<&predict<T>>("predict",
                                                                          assay::param("image")));

/// Packs objects found in one image of 2 x 3 pixels.
template <class T>
void pack_into(FakeCall& call, const std::vector<T>& objects) {
  static constexpr assay_plugin_t kPlugin = assay::detail::PluginTable<kDescription<T>>::make();
  returned<T> = objects;
  const std::vector<std::uint8_t> pixels(2 * 3 * 3);
  FakeBatch batch;
  batch.add(2, 3, 3, pixels.data());
  call.predict(*kPlugin.entries[0], {batch.images()});
}

std::vector<std::string> names_of(const FakeCall& call) {
  std::vector<std::string> names;
  const auto found = call.fields.find(0);
  if (found == call.fields.end()) return names;
  for (const auto& [name, field] : found->second) names.push_back(name);
  return names;
}

TEST(Objects, BoxesBecomeBoxesScoresAndClasses) {
  FakeCall call;

  pack_into<BoundingBox>(call, {{1, 2, 3, 4, 5, 0.5f}, {0, 0, 1, 1, 6}});

  EXPECT_EQ(call.field(0, "boxes").as<float>(), (Floats{1, 2, 3, 4, 0, 0, 1, 1}));
  EXPECT_EQ(call.field(0, "boxes").shape, (Integers{2, 4}));
  EXPECT_EQ(call.field(0, "scores").as<float>(), (Floats{0.5f, 1}));
  EXPECT_EQ(call.field(0, "classes").as<std::int64_t>(), (Integers{5, 6}));
  EXPECT_EQ(names_of(call), (std::vector<std::string>{"boxes", "classes", "scores"}));
}

TEST(Objects, NothingFoundGivesEmptyArraysOfTheStatedKind) {
  FakeCall boxes, masks, either, any, tags;
  pack_into<BoundingBox>(boxes, {});
  pack_into<Mask>(masks, {});
  pack_into<std::variant<BoundingBox, Mask>>(either, {});
  pack_into<Object>(any, {});
  pack_into<Tag>(tags, {});

  using Names = std::vector<std::string>;
  EXPECT_EQ(names_of(boxes), (Names{"boxes", "classes", "scores"}));
  EXPECT_EQ(boxes.field(0, "boxes").shape, (Integers{0, 4}));
  EXPECT_EQ(names_of(masks), (Names{"classes", "masks", "scores"}));
  EXPECT_EQ(masks.field(0, "masks").shape, (Integers{0, 2, 3}));
  EXPECT_EQ(names_of(either), (Names{"boxes", "classes", "masks", "scores"}));
  EXPECT_EQ(names_of(any), (Names{"boxes", "classes", "scores"}));
  EXPECT_EQ(names_of(tags), (Names{"classes", "scores"}));
}

TEST(Objects, NamedLabelsBecomeText) {
  FakeCall call;

  pack_into<Tag>(call, {Tag("stop", 0.75f), Tag("give way")});

  EXPECT_EQ(call.field(0, "labels").value, "[\"stop\", \"give way\"]");
  EXPECT_EQ(call.field(0, "scores").as<float>(), (Floats{0.75f, 1}));
}

TEST(Objects, OfOneInstanceFillOneRow) {
  BoundingBox box(0, 0, 2, 2, 1, 0.5f);
  Mask mask(2, 3, {1, 1, 0, 0, 0, 1}, 1);
  BoundingBox other_box(1, 1, 2, 2, 3, 0.25f);
  Mask other_mask(2, 3, {0, 0, 0, 1, 1, 1}, 3);
  box.instance_id = mask.instance_id = 17;
  other_box.instance_id = other_mask.instance_id = 4;
  FakeCall call;

  pack_into<Object>(call, {box, other_mask, mask, other_box});

  EXPECT_EQ(call.field(0, "instance_ids").as<std::int64_t>(), (Integers{17, 4}));
  EXPECT_EQ(call.field(0, "boxes").as<float>(), (Floats{0, 0, 2, 2, 1, 1, 2, 2}));
  EXPECT_EQ(call.field(0, "masks").as<std::uint8_t>(),
            (std::vector<std::uint8_t>{1, 1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 1}));
  EXPECT_EQ(call.field(0, "scores").as<float>(), (Floats{0.5f, 1}));
  EXPECT_EQ(call.field(0, "classes").as<std::int64_t>(), (Integers{1, 3}));
}

TEST(Objects, MasksBecomeTextsWhenOneIsAnRle) {
  FakeCall call;

  pack_into<Mask>(call, {Mask::from_rle(2, 3, "06", 1, 0.5f), Mask(2, 3, {0, 1, 1, 0, 0, 1}, 2)});

  EXPECT_EQ(call.field(0, "rle").value, "[\"06\", \"2111\"]");
  EXPECT_EQ(names_of(call), (std::vector<std::string>{"classes", "rle", "scores"}));
}

TEST(Objects, KeypointsOfOneInstanceFormIt) {
  std::vector<Keypoint> points = {{1, 2, 0, 0.5f}, {5, 6, 0}, {3, 4, 0, 0.25f}, {7, 8, 0}};
  points[0].instance_id = points[2].instance_id = 1;
  points[1].instance_id = points[3].instance_id = 2;
  FakeCall call;

  pack_into<Keypoint>(call, points);

  EXPECT_EQ(call.field(0, "keypoints").shape, (Integers{2, 2, 3}));
  EXPECT_EQ(call.field(0, "keypoints").as<float>(),
            (Floats{1, 2, 0.5f, 3, 4, 0.25f, 5, 6, 1, 7, 8, 1}));
}

TEST(Objects, SkeletonsAndPolygonsKeepTheirPoints) {
  FakeCall skeletons, polygons;
  pack_into<Skeleton>(skeletons, {Skeleton({{1, 2, 0.5f}, {3, 4, 1}}, 0, 0.75f)});
  pack_into<Polygon>(polygons, {Polygon({{0, 0, 4, 0, 4, 4}}, 2)});

  EXPECT_EQ(skeletons.field(0, "keypoints").as<float>(), (Floats{1, 2, 0.5f, 3, 4, 1}));
  EXPECT_EQ(skeletons.field(0, "scores").as<float>(), (Floats{0.75f}));
  EXPECT_EQ(polygons.field(0, "polygons").value,
            "[[[0.000000, 0.000000, 4.000000, 0.000000, 4.000000, 4.000000]]]");
}

TEST(Objects, ValuesBecomeRegressedValues) {
  FakeCall call;

  pack_into<assay::Value>(call, {assay::Value(1.5f), assay::Value(-2)});

  EXPECT_EQ(call.field(0, "regressed_values").as<float>(), (Floats{1.5f, -2}));
  EXPECT_EQ(names_of(call), (std::vector<std::string>{"regressed_values"}));
}

TEST(Objects, OfAnotherInputAreKeptApart) {
  BoundingBox left(0, 0, 1, 1, 1);
  left.ref = "left";
  FakeCall call;

  pack_into<BoundingBox>(call, {left, {1, 1, 2, 2, 2}});

  EXPECT_EQ(call.field(0, "classes@left").as<std::int64_t>(), (Integers{1}));
  EXPECT_EQ(call.field(0, "classes").as<std::int64_t>(), (Integers{2}));
}

TEST(Objects, AttributesBecomeAUserField) {
  BoundingBox box(0, 0, 1, 1, 1);
  box.attributes = assay::Content::map().set("occluded", true);
  FakeCall call;

  pack_into<BoundingBox>(call, {box, {1, 1, 2, 2, 2}});

  EXPECT_EQ(call.field(0, "user.attributes").value, "[{occluded: true}, null]");
}

TEST(Objects, ThatCannotBeArrangedFailTheDatapoint) {
  BoundingBox with_id(0, 0, 1, 1, 1);
  with_id.instance_id = 1;
  const BoundingBox without_id(0, 0, 1, 1, 1);
  Skeleton skeleton({{1, 1, 1}}, 1);
  Keypoint point(1, 1, 1);
  skeleton.instance_id = point.instance_id = 1;
  const std::map<std::string, std::vector<Object>> cases = {
      {"a datapoint has tags and located objects: return one or the other", {Tag(1), without_id}},
      {"some labels of a datapoint are names and some are indices",
       {without_id, BoundingBox(0, 0, 1, 1, "car")}},
      {"only some instances have an instance_id", {with_id, without_id}},
      {"two objects of one kind have the same instance_id", {with_id, with_id}},
      {"an instance has a skeleton and keypoints", {skeleton, point}},
      {"objects of several kinds: give those of one instance the same instance_id, and every "
       "instance all kinds",
       {without_id, Mask(2, 3, std::vector<std::uint8_t>(6), 1)}},
      {"a mask does not have height x width pixels, or its size differs from the first",
       {Mask(2, 3, {1}, 1)}},
      {"instances differ in their number of keypoints",
       {Skeleton({{1, 1, 1}}, 0), Skeleton({{1, 1, 1}, {2, 2, 1}}, 0)}},
  };
  for (const auto& [message, objects] : cases) {
    FakeCall call;

    pack_into<Object>(call, objects);

    EXPECT_EQ(call.failed[0].second, message);
  }
}

}  // namespace
