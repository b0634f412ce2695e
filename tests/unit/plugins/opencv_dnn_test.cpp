// SPDX-License-Identifier: Apache-2.0
// Real networks, against the numbers that independent programs computed for them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/plugins/opencv_dnn_plugin.hpp"

namespace {

using namespace assay::test;
using nlohmann::json;

struct Detector {
  const char* name;
  void (*configure)(Arguments&);
};

class OpenCvDetector : public testing::TestWithParam<Detector> {};

TEST_P(OpenCvDetector, FindsWhatTheReferenceFound) {
  ASSAY_REQUIRE_SHARED_DATA("datasets/coco54");
  ASSAY_REQUIRE_SHARED_DATA("models/yolo-fastest");
  Module module(ASSAY_DETECTOR_PLUGIN);
  Arguments arguments(module.load_entry());
  GetParam().configure(arguments);
  arguments.set("score_threshold", float_value(0.01));
  FakeCall load;
  module.load(load, arguments);
  ASSERT_EQ(load.status, ASSAY_OK) << load.error;

  std::map<std::int64_t, std::vector<json>> expected;
  for (const json& one :
       read_json("reference/dets_" + std::string(GetParam().name) + "_coco54.json")) {
    expected[one["image_id"]].push_back(one);
  }
  std::vector<std::int64_t> category_of;
  for (const json& one : read_json("datasets/coco_categories.json"))
    category_of.push_back(one["id"]);

  const json images = read_json("datasets/coco54/instances.json")["images"];
  std::size_t compared = 0;
  for (std::size_t i = 0; i < 5; ++i) {
    const std::string file = images[i]["file_name"];
    const cv::Mat image = cv::imread(kData + "datasets/coco54/images/" + file,
                                     cv::IMREAD_COLOR | cv::IMREAD_IGNORE_ORIENTATION);
    FakeCall call;
    module.predict(call, image);
    ASSERT_EQ(call.failed.size(), 0u) << call.failed[0].second;

    const std::vector<json>& wanted = expected[images[i]["id"]];
    const auto scores = call.field(0, "scores").as<float>();
    const auto boxes = call.field(0, "boxes").as<float>();
    const auto classes = call.field(0, "classes").as<std::int64_t>();
    ASSERT_EQ(scores.size(), wanted.size()) << file;
    compared += wanted.size();
    for (std::size_t k = 0; k < wanted.size(); ++k) {
      EXPECT_NEAR(scores[k], wanted[k]["score"].get<double>(), 1e-3) << file << " box " << k;
      EXPECT_EQ(category_of.at(static_cast<std::size_t>(classes[k])), wanted[k]["category_id"]);
      const auto bbox = wanted[k]["bbox"].get<std::vector<double>>();  // rounded to 0.01
      EXPECT_NEAR(boxes[4 * k], bbox[0], 0.01) << file << " box " << k;
      EXPECT_NEAR(boxes[4 * k + 1], bbox[1], 0.01) << file << " box " << k;
      EXPECT_NEAR(boxes[4 * k + 2], bbox[0] + bbox[2], 0.02) << file << " box " << k;
      EXPECT_NEAR(boxes[4 * k + 3], bbox[1] + bbox[3], 0.02) << file << " box " << k;
    }
  }
  EXPECT_GT(compared, 5u);
}

INSTANTIATE_TEST_SUITE_P(
    Networks, OpenCvDetector,
    testing::Values(Detector{"yolo-fastest-1.1", yolo_fastest}, Detector{"FastestDet", fastest_det},
                    Detector{"yolox_nano", yolox_nano}, Detector{"yolov5n-seg", yolov5n_seg}),
    [](const auto& one) {
      std::string name = one.param.name;
      std::replace_if(
          name.begin(), name.end(), [](char c) { return c == '-' || c == '.'; }, '_');
      return name;
    });

struct Classifier {
  const char* name;
  const char* reference;
  void (*configure)(Arguments&);
};
/// How many classes come before this one; of equals, the first.
std::size_t rank_of(const std::vector<float>& values, std::size_t index) {
  std::size_t rank = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (values[i] > values[index] || (values[i] == values[index] && i < index)) ++rank;
  }
  return rank;
}

class OpenCvClassifier : public testing::TestWithParam<Classifier> {};

TEST_P(OpenCvClassifier, RanksAsTheReferenceDid) {
  ASSAY_REQUIRE_SHARED_DATA("datasets/imagenet-sample");
  Module module(ASSAY_CLASSIFIER_PLUGIN);
  Arguments arguments(module.load_entry());
  GetParam().configure(arguments);
  FakeCall load;
  module.load(load, arguments);
  ASSERT_EQ(load.status, ASSAY_OK) << load.error;

  const json expected = read_json(GetParam().reference);
  for (std::size_t i = 0; i < expected.size(); i += 20) {
    const std::string file = expected[i][0];
    const cv::Mat image = cv::imread(kData + "datasets/imagenet-sample/images/" + file);
    FakeCall call;
    module.predict(call, image);
    ASSERT_EQ(call.failed.size(), 0u) << call.failed[0].second;

    const auto values = call.field(0, "probabilities").as<float>();
    for (std::size_t rank = 0; rank < 5; ++rank) {
      const auto index = expected[i][2][rank].get<std::size_t>();
      EXPECT_NEAR(values.at(index), expected[i][3][rank].get<double>(), 2e-5) << file;
      EXPECT_EQ(rank_of(values, index), rank) << file;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(
    Networks, OpenCvClassifier,
    testing::Values(
        Classifier{"squeezenet", "reference/pred_squeezenet1_1.onnx.json", squeezenet},
        Classifier{"squeezenet_caffe", "reference/pred_squeezenet1_1.onnx.json", squeezenet_caffe},
        Classifier{"mobilenet", "reference/pred_mobilenet_v1_0.25_128.onnx.json", mobilenet}),
    [](const auto& one) { return std::string(one.param.name); });

void unsure_yolo_fastest(Arguments& arguments) {
  yolo_fastest(arguments);
  arguments.set("score_threshold", float_value(0.01));
}

struct Batched {
  const char* name;
  const char* plugin;
  void (*configure)(Arguments&);
  const char* field;
  float tolerance;  // of the field's numbers
};

class OpenCvBatch : public testing::TestWithParam<Batched> {};

TEST_P(OpenCvBatch, GivesWhatSingleImagesGive) {
  ASSAY_REQUIRE_SHARED_DATA("datasets/coco54");
  ASSAY_REQUIRE_SHARED_DATA("models/yolo-fastest");
  std::vector<cv::Mat> images;
  const json listed = read_json("datasets/coco54/instances.json")["images"];
  for (std::size_t i = 0; i < 3; ++i) {
    images.push_back(
        cv::imread(kData + "datasets/coco54/images/" + listed[i]["file_name"].get<std::string>()));
  }
  const auto predict = [&](bool batched) {
    Module module(GetParam().plugin);
    Arguments arguments(module.load_entry());
    GetParam().configure(arguments);
    arguments.set("batched", bool_value(batched));
    FakeCall call;
    module.load(call, arguments);
    EXPECT_EQ(call.status, ASSAY_OK) << call.error;
    module.predict_batch(call, images);
    EXPECT_EQ(call.status, ASSAY_OK) << call.error;
    std::vector<std::vector<float>> found;
    for (std::uint32_t i = 0; i < images.size(); ++i) {
      found.push_back(call.field(i, GetParam().field).as<float>());
    }
    return found;
  };

  const auto together = predict(true);
  const auto alone = predict(false);

  std::size_t compared = 0;
  for (std::size_t i = 0; i < images.size(); ++i) {
    ASSERT_EQ(together[i].size(), alone[i].size()) << "image " << i;
    compared += alone[i].size();
    for (std::size_t k = 0; k < alone[i].size(); ++k) {
      EXPECT_NEAR(together[i][k], alone[i][k], GetParam().tolerance) << "image " << i;
    }
  }
  EXPECT_GT(compared, 5U);
}

INSTANTIATE_TEST_SUITE_P(
    Networks, OpenCvBatch,
    testing::Values(Batched{"darknet", ASSAY_DETECTOR_PLUGIN, unsure_yolo_fastest, "boxes", .01F},
                    Batched{"onnx", ASSAY_CLASSIFIER_PLUGIN, mobilenet, "probabilities", 1e-5F},
                    Batched{"caffe", ASSAY_CLASSIFIER_PLUGIN, squeezenet_caffe, "probabilities",
                            1e-5F}),
    [](const auto& one) { return std::string(one.param.name); });

TEST(OpenCvBatch, OfANetworkForSingleImagesIsRefused) {
  ASSAY_REQUIRE_SHARED_DATA("models/yolox-nano");
  Module module(ASSAY_DETECTOR_PLUGIN);
  Arguments arguments(module.load_entry());
  yolox_nano(arguments);
  arguments.set("batched", bool_value(true));
  FakeCall call;
  module.load(call, arguments);

  module.predict_batch(call, std::vector<cv::Mat>(2, cv::Mat(50, 60, CV_8UC3, cv::Scalar::all(9))));

  EXPECT_NE(call.status, ASSAY_OK);
  EXPECT_THAT(call.error, testing::HasSubstr("leave out 'batched'"));
}

}  // namespace
