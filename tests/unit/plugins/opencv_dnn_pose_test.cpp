// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/plugins/synthetic_network.hpp"

namespace {

using namespace assay::test;
using testing::HasSubstr;

/// Heatmaps are the colours, so that there are three keypoints.
const SyntheticNetwork& colours() {
  static const SyntheticNetwork network(20, 20, power_layer("data", "maps"));
  return network;
}
void heatmaps(Arguments& arguments) {
  colours().configure(arguments);
  arguments.set("scale", float_value(1.0 / 255)).set("box_growth", float_value(1));
}
/// Black, with a pure red, green and blue pixel.
cv::Mat three_points() {
  cv::Mat image(20, 20, CV_8UC3, cv::Scalar::all(0));
  image.at<cv::Vec3b>(7, 5) = {0, 0, 255};
  image.at<cv::Vec3b>(12, 9) = {0, 204, 0};
  image.at<cv::Vec3b>(3, 16) = {102, 0, 0};
  return image;
}

TEST(Pose, TakesTheWholeImageForAPersonUnlessTold) {
  const LoadedModule module(ASSAY_POSE_PLUGIN, heatmaps);
  FakeCall call;

  module.predict(call, three_points());

  ASSERT_TRUE(call.failed.empty()) << call.failed[0].second;
  EXPECT_EQ(call.field(0, "keypoints").shape, (std::vector<std::int64_t>{1, 3, 3}));
  EXPECT_EQ(call.field(0, "keypoints").as<float>(),
            (std::vector<float>{5, 7, 1, 9, 12, 0.8f, 16, 3, 0.4f}));
  EXPECT_NEAR(call.field(0, "scores").as<float>()[0], (1 + 0.8 + 0.4) / 3, 1e-6);
  EXPECT_EQ(call.field(0, "classes").as<std::int64_t>(), (std::vector<std::int64_t>{0}));
  EXPECT_EQ(call.fields[0].count("boxes"), 0u);
}

/// Two persons in a.png, of which the second scores half; nobody in b.png.
std::string listed_boxes() {
  return colours().file("boxes.json", R"({"images": [
      {"id": 1, "file_name": "a.png", "width": 20, "height": 20}, {"id": 2, "file_name": "b.png"}],
    "annotations": [
      {"image_id": 1, "category_id": 1, "bbox": [0, 0, 20, 20]},
      {"image_id": 1, "category_id": 1, "bbox": [4, 6, 10, 10], "score": 0.5}]})");
}

TEST(Pose, LooksForKeypointsInListedBoxes) {
  const std::string file = listed_boxes();
  for (const bool batched : {false, true}) {
    const LoadedModule module(ASSAY_POSE_PLUGIN, [&](Arguments& arguments) {
      heatmaps(arguments);
      arguments.set("boxes", text_value(file, ASSAY_KIND_PATH)).set("batched", bool_value(batched));
    });
    FakeCall call;

    module.predict_named(call, "a.png", three_points());

    ASSERT_TRUE(call.failed.empty()) << call.failed[0].second;
    EXPECT_EQ(call.field(0, "boxes").as<float>(), (std::vector<float>{0, 0, 20, 20, 4, 6, 14, 16}));
    const auto points = call.field(0, "keypoints").as<float>();
    ASSERT_EQ(points.size(), 18u);
    EXPECT_EQ(points[0], 5);
    EXPECT_NEAR(points[9], 5, 0.5);  // the crop has two pixels for one of the image
    EXPECT_NEAR(points[10], 7, 0.5);
    const auto scores = call.field(0, "scores").as<float>();
    EXPECT_NEAR(scores[1], (1 + 0.8 + 0) / 3 / 2, 0.01);  // the third point is not in the box
  }
}

TEST(Pose, ScalesListedBoxesWithAnImageThatWasResized) {
  const std::string file = listed_boxes();
  const LoadedModule module(ASSAY_POSE_PLUGIN, [&](Arguments& arguments) {
    heatmaps(arguments);
    arguments.set("boxes", text_value(file, ASSAY_KIND_PATH));
  });
  FakeCall call;

  module.predict_named(call, "a.png", cv::Mat(40, 10, CV_8UC3, cv::Scalar::all(9)));

  EXPECT_EQ(call.field(0, "boxes").as<float>(), (std::vector<float>{0, 0, 10, 40, 2, 12, 7, 32}));
}

TEST(Pose, FindsNobodyWhereNoBoxIsListedAndFailsForAnUnknownImage) {
  const std::string file = listed_boxes();
  const LoadedModule module(ASSAY_POSE_PLUGIN, [&](Arguments& arguments) {
    heatmaps(arguments);
    arguments.set("boxes", text_value(file, ASSAY_KIND_PATH));
  });
  FakeCall nobody, unknown;

  module.predict_named(nobody, "b.png", three_points());
  module.predict_named(unknown, "c.png", three_points());

  EXPECT_TRUE(nobody.failed.empty());
  EXPECT_EQ(nobody.field(0, "keypoints").shape[0], 0);
  EXPECT_EQ(nobody.field(0, "boxes").shape, (std::vector<std::int64_t>{0, 4}));
  ASSERT_EQ(unknown.failed.size(), 1u);
  EXPECT_EQ(unknown.failed[0].second, "'boxes': boxes.json knows no image 'c.png'");
}

/// One person of one class with one keypoint, in the layout of YOLOv8: lines of three boxes.
const SyntheticNetwork& single_stage() {
  static const SyntheticNetwork network(4, 2, reshape_layer("data", "found", 8, 3));
  return network;
}
const std::vector<int> kOnePerson = {0, 2, 0, 0, 1, 0, 0, 4, 0, 0, 2, 0,  // cx, cy, width, height
                                     0, 1, 0,                             // score
                                     9, 3, 9, 9, 1, 9, 0, 1, 0};          // x, y, confidence

TEST(Pose, ReadsPersonsAndPointsThatAreFoundAtOnce) {
  const LoadedModule module(ASSAY_POSE_PLUGIN, [](Arguments& arguments) {
    single_stage().configure(arguments);
    arguments.text("head", "yolov8");
  });
  FakeCall call;

  module.predict(call, single_stage().image_of(kOnePerson));

  ASSERT_TRUE(call.failed.empty()) << call.failed[0].second;
  EXPECT_EQ(call.field(0, "boxes").as<float>(), (std::vector<float>{0, 0, 4, 2}));
  EXPECT_EQ(call.field(0, "keypoints").as<float>(), (std::vector<float>{3, 1, 1}));
  EXPECT_EQ(call.field(0, "scores").as<float>(), (std::vector<float>{1}));
}

TEST(Pose, FailsTheDatapointWhoseColumnsAreNoKeypoints) {
  const LoadedModule module(ASSAY_POSE_PLUGIN, [](Arguments& arguments) {
    single_stage().configure(arguments);
    arguments.text("head", "yolov8").set("num_classes", int_value(2));
  });

  EXPECT_THAT(failure_of(module, single_stage().image_of(kOnePerson)),
              HasSubstr("a box has 2 numbers besides its classes"));
}

TEST(Pose, SaysWhichParametersContradictEachOther) {
  const std::string file = listed_boxes();
  const auto refusal = [](auto configure) {
    return refusal_of(ASSAY_POSE_PLUGIN, [&](Arguments& arguments) {
      heatmaps(arguments);
      configure(arguments);
    });
  };
  const assay_value_t boxes = text_value(file, ASSAY_KIND_PATH);
  const std::vector<assay_pair_t> keys = {{{"weights", 7}, boxes}};

  EXPECT_THAT(refusal([&](Arguments& a) { a.text("resize", "letterbox_centred"); }),
              HasSubstr("'resize' has no meaning with head: heatmaps"));
  EXPECT_THAT(refusal([&](Arguments& a) { a.set("boxes_images", boxes); }),
              HasSubstr("'boxes_images' has a meaning only beside 'boxes'"));
  EXPECT_THAT(refusal([&](Arguments& a) { a.text("head", "yolov8").set("boxes", boxes); }),
              HasSubstr("head 'yolov8' finds persons itself"));
  EXPECT_THAT(
      refusal([&](Arguments& a) { a.set("boxes_category", int_value(9)).set("boxes", boxes); }),
      HasSubstr("boxes.json has no box of category 9"));
}

void simple_pose(Arguments& arguments) {
  arguments.path("weights", "ultralight-simplepose/ultralight_simplepose.onnx")
      .size(192, 256)
      .set("scale", float_value(1.0 / 255))
      .list("mean", {float_value(.485), float_value(.456), float_value(.406)})
      .list("std", {float_value(.229), float_value(.224), float_value(.225)});
}

TEST(Pose, FindsTheKeypointsOfTheReferenceInGivenBoxes) {
  ASSAY_REQUIRE_SHARED_DATA("datasets/mmpose/coco/test_coco.json");
  const std::string folder = kData + "datasets/mmpose/coco/", file = folder + "test_coco.json";
  const LoadedModule module(ASSAY_POSE_PLUGIN, [&](Arguments& arguments) {
    simple_pose(arguments);
    arguments.set("boxes", text_value(file, ASSAY_KIND_PATH));
  });
  std::map<std::int64_t, std::vector<json>> expected;
  for (const json& one : read_json("reference/keypoints_simplepose.json")) {
    expected[one["image_id"]].push_back(one);
  }
  std::size_t compared = 0;
  const json images = read_json("datasets/mmpose/coco/test_coco.json")["images"];
  for (const json& image : images) {
    const std::string name = image["file_name"];
    FakeCall call;
    module.predict_named(call, name, cv::imread(folder + name));
    ASSERT_TRUE(call.failed.empty()) << call.failed[0].second;
    const std::vector<json>& wanted = expected[image["id"]];
    const auto points = call.field(0, "keypoints").as<float>();
    const auto scores = call.field(0, "scores").as<float>();
    ASSERT_EQ(scores.size(), wanted.size()) << name;
    for (std::size_t k = 0; k < wanted.size(); ++k, ++compared) {
      EXPECT_NEAR(scores[k], wanted[k]["score"].get<double>(), 1e-3) << name << " person " << k;
      for (std::size_t i = 0; i < 51; ++i) {
        EXPECT_NEAR(points[51 * k + i], wanted[k]["keypoints"][i].get<double>(),
                    i % 3 == 2 ? 0.01 : 0.5)
            << name << " person " << k << " number " << i;
      }
    }
  }
  EXPECT_EQ(compared, 12u);
}

TEST(Pose, FindsThePersonsWithADetectorOfItsOwn) {
  ASSAY_REQUIRE_SHARED_DATA("models/yolo-fastest");
  const std::string folder = kData + "models/yolo-fastest/yolo-fastest-1.1_body";
  const std::string weights = folder + ".weights", config = folder + ".cfg";
  const std::vector<assay_value_t> size = {int_value(320), int_value(320)};
  std::vector<assay_pair_t> keys = {{{"weights", 7}, text_value(weights, ASSAY_KIND_PATH)},
                                    {{"config", 6}, text_value(config, ASSAY_KIND_PATH)},
                                    {{"size", 4}, list_value(size)},
                                    {{"scale", 5}, float_value(1.0 / 255)},
                                    {{"head", 4}, text_value("darknet_region")},
                                    {{"class", 5}, int_value(0)}};
  const auto configure = [&](Arguments& arguments) {
    simple_pose(arguments);
    arguments.set("detector", map_value(keys));
  };
  const cv::Mat image = cv::imread(kData + "images/samples/person.jpg");
  FakeCall call;

  LoadedModule(ASSAY_POSE_PLUGIN, configure).predict(call, image);

  ASSERT_TRUE(call.failed.empty()) << call.failed[0].second;
  const auto box = call.field(0, "boxes").as<float>();
  ASSERT_EQ(box.size(), 4u);
  EXPECT_NEAR(box[0], 184.0, 0.1);
  EXPECT_NEAR(box[3], 98.4 + 276.6, 0.1);
  const auto points = call.field(0, "keypoints").as<float>();
  ASSERT_EQ(points.size(), 51u);
  EXPECT_LT(points[1], points[50 - 1]);  // the nose is above an ankle
  EXPECT_GT(call.field(0, "scores").as<float>()[0], 0.5);

  keys.back().value = int_value(1);
  EXPECT_EQ(failure_of(LoadedModule(ASSAY_POSE_PLUGIN, configure), image),
            "'detector.class' is 1, the detector has 1 classes");
}

TEST(Pose, FindsFacesAndTheirPointsAsTheReferenceDid) {
  ASSAY_REQUIRE_SHARED_DATA("models/yunet");
  const LoadedModule module(ASSAY_POSE_PLUGIN, [](Arguments& arguments) {
    arguments.path("weights", "yunet/yunet_n_320_320.onnx")
        .size(320, 320)
        .text("resize", "letterbox_topleft")
        .set("fill", int_value(0))
        .text("colour", "bgr")
        .text("head", "yunet")
        .set("score_threshold", float_value(0.5));
  });
  FakeCall call;

  module.predict(call, cv::imread(kData + "images/samples/zidane.jpg"));

  ASSERT_TRUE(call.failed.empty()) << call.failed[0].second;
  const auto boxes = call.field(0, "boxes").as<float>();
  const auto points = call.field(0, "keypoints").as<float>();
  ASSERT_EQ(boxes.size(), 12u);
  ASSERT_EQ(points.size(), 45u);
  EXPECT_NEAR(call.field(0, "scores").as<float>()[1], 0.872, 1e-3);
  EXPECT_NEAR(boxes[4], 553.0, 0.1);
  EXPECT_NEAR(boxes[7], 271.7 + 141.2, 0.1);
  EXPECT_NEAR(points[15], 614, 0.5);  // the second face's first eye
  EXPECT_NEAR(points[16], 327, 0.5);
}

}  // namespace
