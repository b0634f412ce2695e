// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cstdint>
#include <numeric>
#include <string>
#include <vector>

#include "tests/support/fake_batch.hpp"
#include "tests/support/fake_plugin_host.hpp"
#include "tests/support/plugin_library.hpp"

namespace {

using namespace assay::test;
using Pixels = std::vector<std::uint8_t>;

class Reference : public testing::Test {
 protected:
  const assay_plugin_t& plugin_ = open_plugin(ASSAY_REFERENCE_PLUGIN);

  /// Predicts or classifies a batch with a model of its own.
  void run(FakeCall& call, const std::string& entry, FakeBatch& batch, std::int64_t boxes = 8) {
    const assay_entry_t& load = entry_of(plugin_, "load");
    std::vector<assay_value_t> arguments = defaults_of(load);
    argument(arguments, load, "boxes") = int_value(boxes);
    void* model = nullptr;
    call.load(load, arguments, &model);
    ASSERT_EQ(call.status, ASSAY_OK) << call.error;
    call.predict(entry_of(plugin_, entry), {model_value(model, load.model_type), batch.images()});
    load.unload(model);
  }

  /// An image of 40 x 60 pixels; equal seeds give equal images.
  static Pixels image(std::uint8_t seed) {
    Pixels pixels(40 * 60 * 3);
    std::iota(pixels.begin(), pixels.end(), seed);
    return pixels;
  }
};

TEST_F(Reference, DependsOnPixelsAloneNotOnTheirPlaceInTheBatch) {
  const Pixels first = image(1), second = image(2);
  FakeBatch alone, together;
  alone.add(40, 60, 3, second.data());
  together.add(40, 60, 3, first.data());
  together.add(40, 60, 3, second.data());
  FakeCall one, two;

  run(one, "predict", alone);
  run(two, "predict", together);

  for (const std::string name : {"boxes", "scores", "classes"}) {
    EXPECT_EQ(one.field(0, name).bytes, two.field(1, name).bytes) << name;
  }
  EXPECT_NE(two.field(0, "boxes").bytes, two.field(1, "boxes").bytes);
}

TEST_F(Reference, DoesNotReadThePaddingOfRows) {
  const Pixels dense = image(7);
  Pixels padded(40 * 200, 255);
  for (std::size_t y = 0; y < 40; ++y) {
    std::copy_n(dense.begin() + static_cast<std::ptrdiff_t>(y * 180), 180,
                padded.begin() + static_cast<std::ptrdiff_t>(y * 200));
  }
  FakeBatch batch;
  batch.add(40, 60, 3, dense.data());
  batch.add(40, 60, 3, padded.data(), 200);
  FakeCall call;

  run(call, "classify", batch);

  EXPECT_EQ(call.field(0, "probabilities").bytes, call.field(1, "probabilities").bytes);
}

// Computed by a program of its own from the description of FNV-1a and SplitMix64.
TEST_F(Reference, GivesTheNumbersOfItsDescription) {
  const Pixels pixels = image(3);
  FakeBatch batch;
  batch.add(40, 60, 3, pixels.data());
  FakeCall call;

  run(call, "predict", batch);

  EXPECT_EQ(call.field(0, "boxes").as<float>(), (std::vector<float>{29.5f, 6, 32.25f, 16}));
  EXPECT_EQ(call.device, "1:0 cpu, integer arithmetic");
}

TEST_F(Reference, KeepsBoxesInsideTheImageAndScoresInRange) {
  FakeBatch batch;
  std::vector<Pixels> all;
  for (std::uint8_t seed = 0; seed < 50; ++seed) all.push_back(image(seed));
  for (const Pixels& pixels : all) batch.add(40, 60, 3, pixels.data());
  FakeCall call;

  run(call, "predict", batch, 20);

  std::size_t found = 0;
  for (std::uint32_t i = 0; i < 50; ++i) {
    const auto boxes = call.field(i, "boxes").as<float>();
    for (std::size_t k = 0; k < boxes.size(); k += 4, ++found) {
      EXPECT_GE(boxes[k], 0);
      EXPECT_LT(boxes[k], boxes[k + 2]);
      EXPECT_LE(boxes[k + 2], 60);
      EXPECT_GE(boxes[k + 1], 0);
      EXPECT_LT(boxes[k + 1], boxes[k + 3]);
      EXPECT_LE(boxes[k + 3], 40);
    }
    for (const float score : call.field(i, "scores").as<float>()) {
      EXPECT_TRUE(score >= 0 && score <= 1) << score;
    }
    for (const std::int64_t index : call.field(i, "classes").as<std::int64_t>()) {
      EXPECT_TRUE(index >= 0 && index < 3) << index;
    }
  }
  EXPECT_GT(found, 300u);
}

TEST_F(Reference, FindsNothingWhenToldSo) {
  const Pixels pixels = image(3);
  FakeBatch batch;
  batch.add(40, 60, 3, pixels.data());
  FakeCall call;

  run(call, "predict", batch, 0);

  EXPECT_EQ(call.field(0, "boxes").shape, (std::vector<std::int64_t>{0, 4}));
}

TEST_F(Reference, GradesAddUpToOne) {
  const Pixels pixels = image(3);
  FakeBatch batch;
  batch.add(40, 60, 3, pixels.data());
  FakeCall call;

  run(call, "classify", batch);

  const auto values = call.field(0, "probabilities").as<float>();
  ASSERT_EQ(values.size(), 3u);
  EXPECT_NEAR(values[0] + values[1] + values[2], 1, 1e-6);
}

TEST_F(Reference, FailsTheDatapointWhoseFieldIsRefused) {
  const Pixels pixels = image(3);
  FakeBatch batch;
  batch.add(40, 60, 3, pixels.data());
  FakeCall call;
  call.refused_field = "scores";

  run(call, "predict", batch);

  EXPECT_EQ(call.status, ASSAY_OK);
  EXPECT_EQ(call.failed[0].first, ASSAY_E_ARGUMENT);
}

TEST_F(Reference, StopsWhenCancelled) {
  const Pixels pixels = image(3);
  FakeBatch batch;
  batch.add(40, 60, 3, pixels.data());
  FakeCall call;
  call.cancel = true;

  run(call, "predict", batch);

  EXPECT_EQ(call.status, ASSAY_E_CANCELLED);
  EXPECT_EQ(call.error, "cancelled between images");
}

}  // namespace
