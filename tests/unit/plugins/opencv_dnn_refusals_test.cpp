// SPDX-License-Identifier: Apache-2.0
// What the plugin says of networks, devices and images that it cannot use.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/plugins/opencv_dnn_plugin.hpp"

namespace {

using namespace assay::test;

/// What load says of a network that should not load.
std::string complaint_of(void (*configure)(Arguments&), assay_status_t status,
                         assay_device_t device = {ASSAY_DEVICE_CPU, 0}) {
  Module module(ASSAY_DETECTOR_PLUGIN);
  Arguments arguments(module.load_entry());
  configure(arguments);
  FakeCall load;
  load.run_on = device;
  module.load(load, arguments);
  EXPECT_EQ(load.status, status);
  return load.error;
}

TEST(OpenCvNetwork, SaysWhyOpenCvCannotReadIt) {
  ASSAY_REQUIRE_SHARED_DATA("models/fsanet/fsanet-1x1.onnx");

  const std::string complaint = complaint_of(
      [](Arguments& arguments) {
        yolox_nano(arguments);
        arguments.path("weights", "fsanet/fsanet-1x1.onnx");
      },
      ASSAY_E_UNSUPPORTED);

  EXPECT_THAT(complaint, testing::StartsWith("OpenCV 4."));
  EXPECT_THAT(complaint, testing::HasSubstr("cannot read fsanet-1x1.onnx: "));
  EXPECT_THAT(complaint, testing::HasSubstr("MatMul_185"));
  EXPECT_THAT(complaint, testing::HasSubstr("multiplies matrices of two dimensions only"));
}

// tests/data/clip_opset12.onnx: Relu, then Clip with its bounds as inputs.
TEST(OpenCvNetwork, SaysHowToExportClip) {
  if (CV_VERSION_MINOR > 6 || CV_VERSION_MAJOR > 4) GTEST_SKIP() << "this OpenCV reads it";
  static const std::string file = ASSAY_SOURCE_DIR "/tests/data/clip_opset12.onnx";

  const std::string complaint = complaint_of(
      [](Arguments& arguments) {
        arguments.set("weights", text_value(file, ASSAY_KIND_PATH))
            .size(4, 4)
            .text("head", "yolox");
      },
      ASSAY_E_UNSUPPORTED);

  EXPECT_THAT(complaint, testing::HasSubstr("cannot read clip_opset12.onnx: Node [Clip@ai.onnx]"));
  EXPECT_THAT(complaint, testing::HasSubstr("export with opset 10 or lower"));
  EXPECT_THAT(complaint, testing::Not(testing::HasSubstr("\n")));
}

TEST(OpenCvNetwork, AsksForTheConfigurationOfFormatsThatHaveOne) {
  ASSAY_REQUIRE_SHARED_DATA("models/yolo-fastest");

  const std::string complaint = complaint_of(
      [](Arguments& arguments) {
        yolo_fastest(arguments);
        arguments.set("config", null_value());
      },
      ASSAY_E_ARGUMENT);

  EXPECT_EQ(complaint, "yolo-fastest-1.1.weights needs its .cfg: name it in 'config'");
}

TEST(OpenCvNetwork, NamesAFileThatIsAbsent) {
  const std::string complaint = complaint_of(
      [](Arguments& arguments) {
        yolox_nano(arguments);
        arguments.path("weights", "none.onnx");
      },
      ASSAY_E_NOT_FOUND);

  EXPECT_THAT(complaint, testing::MatchesRegex("no such file: .*none.onnx"));
}

TEST(OpenCvNetwork, NamesTheOutputsWhenOneMustBeChosen) {
  ASSAY_REQUIRE_SHARED_DATA("models/yolov5n-seg");

  const std::string several = complaint_of(
      [](Arguments& arguments) {
        yolov5n_seg(arguments);
        arguments.list("outputs", {});
      },
      ASSAY_E_ARGUMENT);
  const std::string wrong = complaint_of(
      [](Arguments& arguments) {
        yolov5n_seg(arguments);
        arguments.list("outputs", {text_value("boxes")});
      },
      ASSAY_E_ARGUMENT);

  EXPECT_THAT(several, testing::HasSubstr("several outputs (output"));
  EXPECT_THAT(wrong, testing::HasSubstr("the network has no output 'boxes' (it has: output"));
}

TEST(OpenCvNetwork, RefusesAGpuThatOpenCvCannotUse) {
  ASSAY_REQUIRE_SHARED_DATA("models/yolox-nano");
  const std::string complaint =
      complaint_of(yolox_nano, ASSAY_E_UNSUPPORTED, {ASSAY_DEVICE_CUDA, 0});
  if (complaint.empty()) GTEST_SKIP() << "this OpenCV has a CUDA backend";

  EXPECT_THAT(complaint, testing::StartsWith("device cuda:0: this OpenCV ("));
  EXPECT_THAT(complaint, testing::HasSubstr("choose device cpu"));
}

TEST(OpenCvNetwork, FailsTheDatapointWhenTheInputHasTheWrongSize) {
  ASSAY_REQUIRE_SHARED_DATA("models/yolox-nano");
  Module module(ASSAY_DETECTOR_PLUGIN);
  Arguments arguments(module.load_entry());
  yolox_nano(arguments);
  arguments.size(320, 320).list("strides", {int_value(8)});
  FakeCall call;
  module.load(call, arguments);
  ASSERT_EQ(call.status, ASSAY_OK) << call.error;

  module.predict(call, cv::Mat(50, 60, CV_8UC3, cv::Scalar::all(9)));

  EXPECT_EQ(call.status, ASSAY_OK);
  EXPECT_EQ(call.failed.size(), 1u);
  EXPECT_FALSE(call.failed[0].second.empty());
}

}  // namespace
