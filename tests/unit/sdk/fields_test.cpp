// SPDX-License-Identifier: Apache-2.0
#include <assay/sdk/fields.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

#include <assay/sdk.hpp>

#include "tests/support/fake_batch.hpp"
#include "tests/support/fake_plugin_host.hpp"

namespace {

using namespace assay::test;
using assay::Content;
using assay::Fields;

/// What predict returns in the test at hand.
Fields returned;
Fields predict_fields(const assay::Image&) {
  return returned;
}

struct Depth {  // a type of an author's own
  std::int64_t height, width;
};
void pack(assay::Output& output, const Depth& depth) {
  auto* const metres = output.allocate<float>("user.depth", {depth.height, depth.width});
  metres[0] = static_cast<float>(output.image().width());
}
Depth predict_depth(const assay::Image& image) {
  return {image.height(), image.width()};
}
assay::Segmentation predict_segmentation(const assay::Image&) {
  return {2, 3, {0, 1, 2, 3, 4, 5}};
}
assay::Segmentation predict_wrong_size(const assay::Image&) {
  return {2, 3, {0, 1}};
}
assay::RegressedValues predict_values(const assay::Image&) {
  return {{1.5f, 2}};
}
assay::ImageOutput predict_image(const assay::Image&) {
  return {1, 2, 3, {1, 2, 3, 4, 5, 6}};
}
assay::Embedding predict_embedding(const assay::Image&) {
  return {{0.5f, 1}};
}
assay::Text predict_text(const assay::Image&) {
  return {"STOP"};
}

constexpr auto kDescription = assay::describe(
    "id", "name", "1", assay::predict<&predict_fields>("fields", assay::param("image")),
    assay::predict<&predict_depth>("depth", assay::param("image")),
    assay::predict<&predict_segmentation>("segmentation", assay::param("image")),
    assay::predict<&predict_wrong_size>("wrong_size", assay::param("image")),
    assay::predict<&predict_values>("values", assay::param("image")),
    assay::predict<&predict_image>("image", assay::param("image")),
    assay::predict<&predict_embedding>("embedding", assay::param("image")),
    assay::predict<&predict_text>("text", assay::param("image")));
constexpr assay_plugin_t kPlugin = assay::detail::PluginTable<kDescription>::make();
enum : std::size_t { fields, depth, segmentation, wrong_size, values, image, embedding, text };

void predict(FakeCall& call, std::size_t entry) {
  static const std::vector<std::uint8_t> pixels(2 * 3 * 3);
  FakeBatch batch;
  batch.add(2, 3, 3, pixels.data());
  call.predict(*kPlugin.entries[entry], {batch.images()});
}

TEST(Fields, PackArraysOfAnyType) {
  returned = Fields()
                 .add("user.flags", std::vector<std::uint8_t>{1, 0}, {2})
                 .add("embedding", std::vector<float>{1, 2, 3, 4}, {4})
                 .add("user.none", std::vector<double>{}, {0, 3});
  FakeCall call;

  predict(call, fields);

  EXPECT_EQ(call.failed.size(), 0u);
  EXPECT_EQ(call.field(0, "user.flags").as<std::uint8_t>(), (std::vector<std::uint8_t>{1, 0}));
  EXPECT_EQ(call.field(0, "user.flags").dtype.code, ASSAY_DTYPE_UINT);
  EXPECT_EQ(call.field(0, "embedding").dtype.bits, 32);
  EXPECT_EQ(call.field(0, "user.none").shape, (std::vector<std::int64_t>{0, 3}));
}

TEST(Fields, TakeTheShapeOfPlainVectorsFromTheirLength) {
  returned = Fields()
                 .add("scores", std::vector<float>{.5F, .25F})
                 .add("boxes", std::vector<assay::Box>{{0, 0, 1, 1}, {1, 1, 2, 2}});
  FakeCall call;

  predict(call, fields);

  EXPECT_EQ(call.field(0, "scores").shape, (std::vector<std::int64_t>{2}));
  EXPECT_EQ(call.field(0, "boxes").shape, (std::vector<std::int64_t>{2, 4}));
  EXPECT_EQ(call.field(0, "boxes").as<float>()[6], 2.0F);
}

TEST(Fields, PackValuesWithTheirElements) {
  const std::vector<std::vector<double>> rings = {{1, 2}, {3.5}};
  returned = Fields()
                 .add("text", "STOP")
                 .add("polygons", Content(rings))
                 .add("user.facts", Content::map()
                                        .set("on", true)
                                        .set("list", Content(std::vector<std::string>{"a", "b"})));
  FakeCall call;

  predict(call, fields);

  EXPECT_EQ(call.field(0, "text").value, "\"STOP\"");
  EXPECT_EQ(call.field(0, "polygons").value, "[[1.000000, 2.000000], [3.500000]]");
  EXPECT_EQ(call.field(0, "user.facts").value, "{on: true, list: [\"a\", \"b\"]}");
}

TEST(Fields, NameTheInputThatAFieldRefersTo) {
  returned = Fields().of("left").add("user.n", 1).add("user.n", 2);
  FakeCall call;

  predict(call, fields);

  EXPECT_EQ(call.field(0, "user.n@left").value, "1");
  EXPECT_EQ(call.field(0, "user.n").value, "2");
}

TEST(Fields, RefuseAShapeThatDoesNotHoldTheElements) {
  EXPECT_THROW(Fields().add("user.n", std::vector<int>{1, 2}, {3}), assay::Error);
}

TEST(Fields, PackAnAuthorsOwnType) {
  FakeCall call;

  predict(call, depth);

  EXPECT_EQ(call.field(0, "user.depth").as<float>(), (std::vector<float>{3, 0, 0, 0, 0, 0}));
}

TEST(Fields, PackSegmentationAndRegression) {
  FakeCall call;
  predict(call, segmentation);
  EXPECT_EQ(call.field(0, "segmentation").shape, (std::vector<std::int64_t>{2, 3}));
  EXPECT_EQ(call.field(0, "segmentation").as<std::int32_t>()[5], 5);

  predict(call, values);
  EXPECT_EQ(call.field(0, "regressed_values").as<float>(), (std::vector<float>{1.5f, 2}));
}

TEST(Fields, PackImagesEmbeddingsAndText) {
  FakeCall call;

  predict(call, image);
  predict(call, embedding);
  predict(call, text);

  EXPECT_EQ(call.field(0, "image_output").shape, (std::vector<std::int64_t>{1, 2, 3}));
  EXPECT_EQ(call.field(0, "image_output").as<std::uint8_t>()[5], 6);
  EXPECT_EQ(call.field(0, "embedding").as<float>(), (std::vector<float>{0.5f, 1}));
  EXPECT_EQ(call.field(0, "text").value, "\"STOP\"");
}

TEST(Fields, FailADatapointWhoseArrayIsNotOfItsShape) {
  FakeCall call;

  predict(call, wrong_size);

  EXPECT_EQ(call.failed[0].second, "field 'segmentation' has 2 elements, its shape 6");
}

}  // namespace
