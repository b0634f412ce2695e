// SPDX-License-Identifier: Apache-2.0
// Calls of predict: one image at a time or a batch, failures of one datapoint and of all.
#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

#include "tests/support/fake_batch.hpp"
#include "tests/support/fake_plugin_host.hpp"
#include "tests/unit/sdk/sample_plugin.hpp"

namespace {

using namespace assay::test;
constexpr const char* kModelType = "assay::test::Detector";

class Predict : public testing::Test {
 protected:
  Detector model_;
  FakeCall call_;
  FakeBatch batch_;
  std::vector<std::vector<std::uint8_t>> pixels_;

  /// One image of 2 x 3 pixels for each first byte.
  void add_images(const std::vector<std::uint8_t>& first_bytes) {
    pixels_.reserve(first_bytes.size());
    for (const std::uint8_t first : first_bytes) {
      pixels_.push_back(std::vector<std::uint8_t>(2 * 3 * 3, 0));
      pixels_.back()[0] = first;
      batch_.add(2, 3, 3, pixels_.back().data());
    }
  }
  void predict_each() {
    call_.predict(entry_named("predict"), {model_value(&model_, kModelType), batch_.images()});
  }
  void predict_batch() {
    call_.predict(entry_named("predict_batch"),
                  {model_value(&model_, kModelType), batch_.datapoints()});
  }
};

TEST_F(Predict, CallsAFunctionOfOneImageForEachDatapoint) {
  model_.threshold = 7;
  add_images({51, 102});

  predict_each();

  ASSERT_EQ(call_.status, ASSAY_OK) << call_.error;
  EXPECT_EQ(call_.field(0, "boxes").as<float>(), (std::vector<float>{0, 0, 3, 2}));
  EXPECT_EQ(call_.field(0, "boxes").shape, (std::vector<std::int64_t>{1, 4}));
  EXPECT_EQ(call_.field(1, "scores").as<float>(), (std::vector<float>{0.4f}));
  EXPECT_EQ(call_.field(1, "classes").as<std::int64_t>(), (std::vector<std::int64_t>{7}));
  EXPECT_EQ(call_.field(1, "classes").dtype.code, ASSAY_DTYPE_INT);
  EXPECT_EQ(call_.field(1, "classes").dtype.bits, 64);
  EXPECT_EQ(call_.log, (std::vector<std::string>{"saw 3", "saw 3"}));
}

TEST_F(Predict, FailsOnlyTheDatapointWhoseCallThrew) {
  add_images({1, 51, 2, 3, 4});

  predict_each();

  EXPECT_EQ(call_.status, ASSAY_OK);
  EXPECT_EQ(call_.fields.size(), 1u);
  EXPECT_EQ(call_.field(1, "scores").as<float>(), (std::vector<float>{0.2f}));
  const std::map<std::uint32_t, std::pair<assay_status_t, std::string>> expected = {
      {0, {ASSAY_E_INTERNAL, "one is unlucky"}},
      {2, {ASSAY_E_DATAPOINT, "two is too few"}},
      {3, {ASSAY_E_INTERNAL, "threw something that is not a std::exception"}},
      {4, {ASSAY_E_MEMORY, "out of memory"}}};
  EXPECT_EQ(call_.failed, expected);
}

TEST_F(Predict, StopsBetweenImagesWhenCancelled) {
  add_images({51, 51});
  call_.cancel = true;

  predict_each();

  EXPECT_EQ(call_.status, ASSAY_E_CANCELLED);
  EXPECT_TRUE(call_.fields.empty());
}

TEST_F(Predict, StopsWhenTheFunctionSaysCancelled) {
  add_images({5, 51});

  predict_each();

  EXPECT_EQ(call_.status, ASSAY_E_CANCELLED);
  EXPECT_EQ(call_.error, "told to stop");
  EXPECT_TRUE(call_.failed.empty());
  EXPECT_TRUE(call_.fields.empty());
}

TEST_F(Predict, FailsTheDatapointWhoseFieldTheHostRefuses) {
  add_images({51});
  call_.refused_field = "scores";

  predict_each();

  EXPECT_EQ(call_.status, ASSAY_OK);
  ASSERT_EQ(call_.failed.count(0), 1u);
  EXPECT_EQ(call_.failed[0].first, ASSAY_E_ARGUMENT);
  EXPECT_EQ(call_.failed[0].second.substr(0, 32), "the host refused field 'scores':");
}

TEST_F(Predict, TakesAnEmptyBatch) {
  predict_each();

  EXPECT_EQ(call_.status, ASSAY_OK) << call_.error;
  EXPECT_TRUE(call_.fields.empty());
}

TEST_F(Predict, PacksOneResultForEachDatapointOfABatch) {
  add_images({8, 9});

  predict_batch();

  ASSERT_EQ(call_.status, ASSAY_OK) << call_.error;
  EXPECT_EQ(call_.field(0, "probabilities").as<float>(), (std::vector<float>{8, 1}));
  EXPECT_EQ(call_.field(1, "probabilities").as<float>(), (std::vector<float>{9, 1}));
}

TEST_F(Predict, DropsTheResultOfADatapointDeclaredFailed) {
  add_images({8, 2});

  predict_batch();

  EXPECT_EQ(call_.status, ASSAY_OK);
  EXPECT_EQ(call_.fields.count(1), 0u);
  EXPECT_EQ(call_.failed[1].first, ASSAY_E_DATAPOINT);
  EXPECT_EQ(call_.failed[1].second, "not this one");
}

TEST_F(Predict, FailsTheBatchWhenAFunctionOfABatchThrows) {
  add_images({8, 1});

  predict_batch();

  EXPECT_EQ(call_.status, ASSAY_E_INTERNAL);
  EXPECT_EQ(call_.error, "the whole batch");
}

TEST_F(Predict, FailsTheBatchWhenResultsAreMissing) {
  add_images({8, 3});

  predict_batch();

  EXPECT_EQ(call_.status, ASSAY_E_INTERNAL);
  EXPECT_EQ(call_.error, "predict returned 1 results for 2 datapoints");
}

TEST_F(Predict, RefusesTheModelOfAnotherEntry) {
  add_images({8});

  call_.predict(entry_named("predict"), {model_value(&model_, "Other"), batch_.images()});

  EXPECT_EQ(call_.status, ASSAY_E_ARGUMENT);
  EXPECT_EQ(call_.error, "parameter 'model' must be a model of type assay::test::Detector");
}

TEST_F(Predict, ExpressesTheSignatureOfDatapointsImagesAndDevice) {
  const std::vector<std::uint8_t> padded(2 * 16, 42);
  batch_.add(2, 3, 3, padded.data(), 16);
  call_.run_on = {ASSAY_DEVICE_CUDA, 1};

  call_.predict(entry_named("predict_seed"), {batch_.datapoints(), batch_.images()});

  ASSERT_EQ(call_.status, ASSAY_OK) << call_.error;
  EXPECT_EQ(call_.field(0, "user.pixel").as<int>(), (std::vector<int>{42, 1}));
  EXPECT_EQ(call_.field(0, "text").value, "\"0 on cuda:1\"");
}

TEST_F(Predict, NamesTheInputsOfADatapointThatLacksOne) {
  add_images({8});
  assay_call_t unused = {};
  assay::detail::Failures failures(unused, nullptr, 1);
  const assay::Datapoint datapoint(*batch_.datapoints().u.batch->datapoints[0], 0, failures);

  try {
    datapoint.input("left");
    FAIL() << "did not throw";
  } catch (const assay::Error& error) {
    EXPECT_STREQ(error.what(), "the datapoint has no image 'left' (it has: image)");
    EXPECT_EQ(error.status(), assay::Status::argument);
  }
}

}  // namespace
