// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "tests/unit/plugins/synthetic_network.hpp"

namespace {

using namespace assay::test;
using testing::HasSubstr;

/// `mean`: red, green and blue of a uniform image; `less`: the same less 100.
const SyntheticNetwork& means() {
  static const SyntheticNetwork network(
      2, 2,
      "layer { name: \"pool\" type: \"Pooling\" bottom: \"data\" top: \"pool\" "
      "pooling_param { pool: AVE global_pooling: true } }\n" +
          power_layer("pool", "mean") + power_layer("pool", "less", "1", "-100"));
  return network;
}
const cv::Mat kImage(5, 7, CV_8UC3, cv::Scalar(102, 101, 99));  // blue, green, red

std::vector<float> values_with(void (*configure)(Arguments&)) {
  const LoadedModule module(ASSAY_REGRESSOR_PLUGIN, [&](Arguments& arguments) {
    means().configure(arguments);
    configure(arguments);
  });
  FakeCall call;
  module.predict(call, kImage);
  EXPECT_TRUE(call.failed.empty()) << call.failed[0].second;
  return call.field(0, "regressed_values").as<float>();
}

TEST(Regressor, PutsTheOutputsInTheOrderOfTheirNames) {
  EXPECT_EQ(values_with([](Arguments& arguments) {
              arguments.list("outputs", {text_value("less"), text_value("mean")});
            }),
            (std::vector<float>{-1, 1, 2, 99, 101, 102}));
}

TEST(Regressor, KeepsOneColumnAndScalesIt) {
  EXPECT_EQ(values_with([](Arguments& arguments) {
              arguments.list("outputs", {text_value("mean"), text_value("less")})
                  .list("columns", {int_value(0), int_value(-1)})
                  .list("output_scale", {float_value(0.5), float_value(2)})
                  .list("output_offset", {float_value(1), float_value(0)});
            }),
            (std::vector<float>{50.5f, -2, 2, 4}));
}

TEST(Regressor, AppliesItsActivationsBeforeItChoosesAColumn) {
  const std::vector<float> values = values_with([](Arguments& arguments) {
    arguments.list("outputs", {text_value("less"), text_value("less"), text_value("less")})
        .list("activations", {text_value("softmax"), text_value("sigmoid"), text_value("identity")})
        .list("columns", {int_value(2), int_value(0), int_value(1)});
  });

  ASSERT_EQ(values.size(), 3u);
  EXPECT_NEAR(values[0], std::exp(2) / (std::exp(-1) + std::exp(1) + std::exp(2)), 1e-6);
  EXPECT_NEAR(values[1], 1 / (1 + std::exp(1)), 1e-6);
  EXPECT_EQ(values[2], 1);
}

TEST(Regressor, SaysWhichParameterIsWrong) {
  const auto refusal = [](void (*configure)(Arguments&)) {
    return refusal_of(ASSAY_REGRESSOR_PLUGIN, [&](Arguments& arguments) {
      means().configure(arguments);
      arguments.list("outputs", {text_value("mean"), text_value("less")});
      configure(arguments);
    });
  };

  EXPECT_EQ(refusal([](Arguments& a) { a.list("columns", {int_value(0)}); }),
            "'columns' has 1 elements for 2 outputs: give one for each of 'outputs', or none");
  EXPECT_THAT(refusal([](Arguments& a) { a.list("output_scale", {float_value(0)}); }),
              HasSubstr("'output_scale' has 1"));
  EXPECT_THAT(refusal([](Arguments& a) { a.list("output_offset", {float_value(0)}); }),
              HasSubstr("'output_offset' has 1"));
  EXPECT_EQ(refusal([](Arguments& a) { a.list("activations", {text_value("relu")}); }),
            "'activations' has 'relu', must be of 'identity', 'sigmoid' and 'softmax'");
  EXPECT_THAT(refusal([](Arguments& a) { a.list("outputs", {}); }),
              HasSubstr("the network has several outputs"));
}

TEST(Regressor, FailsTheDatapointWithoutTheColumn) {
  const LoadedModule module(ASSAY_REGRESSOR_PLUGIN, [](Arguments& arguments) {
    means().configure(arguments);
    arguments.list("outputs", {text_value("mean")}).list("columns", {int_value(3)});
  });

  EXPECT_THAT(failure_of(module, kImage), HasSubstr("'columns' asks for number 3 of an output of"));
}

TEST(Regressor, TellsAgesAsTheReferenceDid) {
  ASSAY_REQUIRE_SHARED_DATA("models/age-gender/age_gender.onnx");
  const LoadedModule module(ASSAY_REGRESSOR_PLUGIN, [](Arguments& arguments) {
    arguments.path("weights", "age-gender/age_gender.onnx")
        .size(112, 112)
        .text("resize", "letterbox_centred")
        .set("fill", int_value(0))
        .list("mean", {float_value(122.782), float_value(117.001), float_value(104.298)})
        .list("std", std::vector<assay_value_t>(3, float_value(256)))
        .list("outputs", {text_value("age"), text_value("gender")})
        .list("columns", {int_value(-1), int_value(0)});
  });
  const cv::Mat image = cv::imread(kData + "images/samples/coco_000000050380.jpg");
  struct Face {
    cv::Rect box;
    double age, male;
  };
  for (const Face& face :
       {Face{{262, 66, 35, 42}, 11.281, 0.378}, Face{{417, 3, 48, 63}, 65.613, 0.964}}) {
    FakeCall call;
    module.predict(call, image(face.box));

    const auto values = call.field(0, "regressed_values").as<float>();
    ASSERT_EQ(values.size(), 2u);
    EXPECT_NEAR(values[0], face.age, 1e-2);
    EXPECT_NEAR(values[1], face.male, 1e-2);
  }
}

}  // namespace
