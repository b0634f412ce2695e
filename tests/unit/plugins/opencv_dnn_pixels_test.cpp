// SPDX-License-Identifier: Apache-2.0
// The modules that say what each pixel is: on networks whose outputs are told by hand, and on real
// ones against the numbers of independent programs.
#include <assay/sdk/rle.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/plugins/synthetic_network.hpp"

namespace {

using namespace assay::test;
using testing::HasSubstr;

/// Of a list of texts without quotes in them.
std::vector<std::string> texts_of(const FakeField& field) {
  std::vector<std::string> texts;
  std::size_t at = field.value.find('"');
  while (at != std::string::npos) {
    const std::size_t end = field.value.find('"', at + 1);
    texts.push_back(field.value.substr(at + 1, end - at - 1));
    at = field.value.find('"', end + 1);
  }
  return texts;
}

// Semantic segmentation.

/// Scores are the colours: class 0 where the image is red, 1 where green, 2 where blue.
const SyntheticNetwork& colours() {
  static const SyntheticNetwork network(4, 4, power_layer("data", "scores"));
  return network;
}

TEST(Segmenter, GivesEachPixelItsClassAtTheSizeOfTheImage) {
  const LoadedModule module(ASSAY_SEGMENTER_PLUGIN,
                            [](Arguments& arguments) { colours().configure(arguments); });
  cv::Mat image(8, 12, CV_8UC3, cv::Scalar(0, 0, 255));
  image.colRange(6, 12) = cv::Scalar(255, 0, 0);
  FakeCall call;

  module.predict(call, image);

  const FakeField& field = call.field(0, "segmentation");
  EXPECT_EQ(field.shape, (std::vector<std::int64_t>{8, 12}));
  EXPECT_EQ(field.dtype.bits, 8);
  const auto labels = field.as<std::uint8_t>();
  EXPECT_EQ(std::count(labels.begin(), labels.end(), 0), 48);
  EXPECT_EQ(labels[6], 2);
  EXPECT_EQ(std::count(labels.begin(), labels.end(), 2), 48);
}

TEST(Segmenter, GivesIntegersWhereBytesDoNotHoldTheClasses) {
  const SyntheticNetwork many(10, 10,
                              "layer { name: \"s\" type: \"Reshape\" bottom: \"data\" top: \"s\" "
                              "reshape_param { shape { dim: 1 dim: 300 dim: 1 dim: 1 } } }\n");
  const LoadedModule module(ASSAY_SEGMENTER_PLUGIN,
                            [&](Arguments& arguments) { many.configure(arguments); });
  std::vector<int> scores(300);
  scores[290] = 1;
  FakeCall call;

  module.predict(call, many.image_of(scores));

  EXPECT_EQ(call.field(0, "segmentation").as<std::int32_t>(), std::vector<std::int32_t>(100, 290));
}

TEST(Segmenter, FailsTheDatapointWhoseScoresItCannotRead) {
  const SyntheticNetwork flat(4, 4, reshape_layer("data", "flat", 1, 48));
  const LoadedModule module(ASSAY_SEGMENTER_PLUGIN,
                            [&](Arguments& arguments) { flat.configure(arguments); });

  EXPECT_THAT(failure_of(module, cv::Mat(4, 4, CV_8UC3, cv::Scalar::all(0))),
              HasSubstr("[1, 1, 48], a segmenter reads [1, classes, rows, columns]"));
}

/// The class of each colour of a VOC palette: its bits, spread over the channels.
std::map<std::uint32_t, int> voc_palette() {
  std::map<std::uint32_t, int> classes;
  for (int index = 0; index < 21; ++index) {
    std::uint32_t red = 0, green = 0, blue = 0;
    for (unsigned bit = 0, rest = static_cast<unsigned>(index); bit < 8; ++bit, rest >>= 3) {
      red |= (rest & 1) << (7 - bit);
      green |= (rest >> 1 & 1) << (7 - bit);
      blue |= (rest >> 2 & 1) << (7 - bit);
    }
    classes[red << 16 | green << 8 | blue] = index;
  }
  return classes;
}

TEST(Segmenter, AgreesWithTheReferenceOnDeepLab) {
  ASSAY_REQUIRE_SHARED_DATA("datasets/voc-seg3");
  const LoadedModule module(ASSAY_SEGMENTER_PLUGIN, [](Arguments& arguments) {
    const std::vector<assay_value_t> middle(3, float_value(128));
    arguments.path("weights", "deeplabv3_mnv2_dm05_pascal/deeplabv3_mnv2_dm05_pascal.onnx")
        .size(513, 513)
        .list("mean", middle)
        .list("std", middle)
        .set("align_corners", bool_value(true));
  });
  const std::string folder = kData + "datasets/voc-seg3/semantic_segmentation/data_dataset_voc/";
  const std::map<std::uint32_t, int> palette = voc_palette();
  cv::Mat confusion(21, 21, CV_64F, cv::Scalar::all(0));
  for (const char* name : {"2011_000003", "2011_000006", "2011_000025"}) {
    FakeCall call;
    module.predict(call, cv::imread(folder + "JPEGImages/" + name + ".jpg"));
    const auto labels = call.field(0, "segmentation").as<std::uint8_t>();
    const cv::Mat truth = cv::imread(folder + "SegmentationClass/" + name + ".png");
    ASSERT_EQ(truth.total(), labels.size()) << name;
    for (std::size_t i = 0; i < labels.size(); ++i) {
      const cv::Vec3b bgr = truth.at<cv::Vec3b>(static_cast<int>(i));
      const auto known =
          palette.find(static_cast<std::uint32_t>(bgr[2] << 16 | bgr[1] << 8 | bgr[0]));
      if (known != palette.end()) confusion.at<double>(known->second, labels[i]) += 1;
    }
  }
  const json expected = read_json("reference/pose_seg_results.json")["deeplabv3_mnv2_dm05_pascal"];
  EXPECT_NEAR(cv::trace(confusion)[0] / cv::sum(confusion)[0],
              expected["pixel_accuracy"].get<double>(), 2e-4);
  for (const auto& [name, iou] : expected["iou"].items()) {
    const int index = std::stoi(name);
    const double both = confusion.at<double>(index, index);
    const double either =
        cv::sum(confusion.row(index))[0] + cv::sum(confusion.col(index))[0] - both;
    EXPECT_NEAR(both / either, iou.get<double>(), 1e-3) << "class " << name;
  }
}

// Instance segmentation.

/// Red is the one prototype, less 10; green and blue are six boxes of two classes: cx, cy, width,
/// height, objectness, two scores, one coefficient.
std::string instance_layers() {
  return "layer { name: \"cut\" type: \"Slice\" bottom: \"data\" top: \"red\" top: \"rest\" "
         "slice_param { axis: 1 slice_point: 1 } }\n" +
         power_layer("red", "prototypes", "1", "-10") + reshape_layer("rest", "boxes", 6, 8);
}
void instances(Arguments& arguments, const SyntheticNetwork& network) {
  network.configure(arguments);
  arguments.text("head", "yolov5").text("prototypes", "prototypes");
}
/// A box over all six columns and the upper two rows; a mask over the left three columns.
std::vector<int> one_box_and_its_mask() {
  std::vector<int> values;
  for (int i = 0; i < 24; ++i) values.push_back(i % 6 < 3 ? 20 : 0);
  values.insert(values.end(), {3, 1, 6, 2, 1, 0, 1, 1});
  return values;
}

TEST(InstanceSegmenter, CutsMasksToTheirBoxes) {
  const SyntheticNetwork network(6, 4, instance_layers());
  const LoadedModule module(ASSAY_INSTANCE_SEGMENTER_PLUGIN, [&](Arguments& arguments) {
    instances(arguments, network);
    arguments.text("mask_format", "masks");
  });
  FakeCall call;

  module.predict(call, network.image_of(one_box_and_its_mask()));

  ASSERT_TRUE(call.failed.empty()) << call.failed[0].second;
  EXPECT_EQ(call.field(0, "boxes").as<float>(), (std::vector<float>{0, 0, 6, 2}));
  EXPECT_EQ(call.field(0, "classes").as<std::int64_t>(), (std::vector<std::int64_t>{1}));
  EXPECT_EQ(call.field(0, "scores").as<float>(), (std::vector<float>{1}));
  const FakeField& masks = call.field(0, "masks");
  EXPECT_EQ(masks.shape, (std::vector<std::int64_t>{1, 4, 6}));
  EXPECT_EQ(masks.as<std::uint8_t>(),
            (std::vector<std::uint8_t>{1, 1, 1, 0, 0, 0, 1, 1, 1, 0, 0, 0,  //
                                       0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}));
}

TEST(InstanceSegmenter, GivesRunLengthsUnlessTold) {
  const SyntheticNetwork network(6, 4, instance_layers());
  const LoadedModule module(ASSAY_INSTANCE_SEGMENTER_PLUGIN,
                            [&](Arguments& arguments) { instances(arguments, network); });
  FakeCall call;

  module.predict(call, network.image_of(one_box_and_its_mask()));

  const std::vector<std::string> rle = texts_of(call.field(0, "rle"));
  ASSERT_EQ(rle.size(), 1u);
  const auto mask = assay::decode_rle(rle[0], 4, 6);
  EXPECT_EQ(std::count(mask.begin(), mask.end(), 1), 6);
  EXPECT_EQ(call.fields[0].count("masks"), 0u);
}

TEST(InstanceSegmenter, GivesEmptyFieldsWhereItFindsNothing) {
  const SyntheticNetwork network(6, 4, instance_layers());
  for (const char* format : {"rle", "masks"}) {
    const LoadedModule module(ASSAY_INSTANCE_SEGMENTER_PLUGIN, [&](Arguments& arguments) {
      instances(arguments, network);
      arguments.text("mask_format", format);
    });
    FakeCall call;

    module.predict(call, cv::Mat(4, 6, CV_8UC3, cv::Scalar::all(0)));

    ASSERT_TRUE(call.failed.empty()) << call.failed[0].second;
    EXPECT_EQ(call.field(0, "boxes").shape, (std::vector<std::int64_t>{0, 4}));
    EXPECT_EQ(call.fields[0].count(format), 1u);
  }
}

TEST(InstanceSegmenter, SaysWhatIsWrongWithTheOutputs) {
  const SyntheticNetwork network(6, 4, instance_layers() + power_layer("data", "third"));
  const auto refusal = [&](const char* prototypes, std::vector<assay_value_t> outputs) {
    return refusal_of(ASSAY_INSTANCE_SEGMENTER_PLUGIN, [&](Arguments& arguments) {
      instances(arguments, network);
      arguments.text("prototypes", prototypes).list("outputs", std::move(outputs));
    });
  };

  EXPECT_THAT(refusal("masks", {}), HasSubstr("'prototypes' names 'masks', which is no output"));
  EXPECT_THAT(refusal("prototypes", {}), HasSubstr("name in 'outputs' the one output"));
  EXPECT_THAT(refusal("boxes", {text_value("boxes")}),
              HasSubstr("name in 'outputs' the one output"));
}

TEST(InstanceSegmenter, FailsTheDatapointWhoseCoefficientsAreNotOneForEachPrototype) {
  const SyntheticNetwork network(6, 4, instance_layers());
  const LoadedModule module(ASSAY_INSTANCE_SEGMENTER_PLUGIN, [&](Arguments& arguments) {
    instances(arguments, network);
    arguments.set("num_classes", int_value(1));
  });
  std::vector<int> values = one_box_and_its_mask();
  values[24 + 5] = 1;  // the one class that is left

  EXPECT_THAT(failure_of(module, network.image_of(values)),
              HasSubstr("a box has 2 mask coefficients for 1 prototypes: correct 'num_classes'"));
}

double iou_of(const std::vector<std::uint8_t>& a, const std::vector<std::uint8_t>& b) {
  std::size_t both = 0, either = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    both += a[i] != 0 && b[i] != 0 ? 1u : 0u;
    either += a[i] != 0 || b[i] != 0 ? 1u : 0u;
  }
  return either == 0 ? 1 : static_cast<double>(both) / static_cast<double>(either);
}

TEST(InstanceSegmenter, FindsTheMasksOfTheReferenceWithYolo) {
  ASSAY_REQUIRE_SHARED_DATA("datasets/coco54");
  const LoadedModule module(ASSAY_INSTANCE_SEGMENTER_PLUGIN, [](Arguments& arguments) {
    arguments.path("weights", "yolov5n-seg/yolov5n-seg.onnx")
        .size(640, 640)
        .text("resize", "letterbox_centred")
        .set("scale", float_value(1.0 / 255))
        .text("head", "yolov5")
        .text("prototypes", "output1")
        .set("nms_iou", float_value(0.6))
        .set("score_threshold", float_value(0.05));
  });
  std::map<std::int64_t, std::vector<json>> expected;
  for (const json& one : read_json("reference/segm_yolov5n-seg_coco54.json")) {
    expected[one["image_id"]].push_back(one);
  }
  const json images = read_json("datasets/coco54/instances.json")["images"];
  std::size_t compared = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    const std::string file = images[i]["file_name"];
    FakeCall call;
    module.predict(call, cv::imread(kData + "datasets/coco54/images/" + file,
                                    cv::IMREAD_COLOR | cv::IMREAD_IGNORE_ORIENTATION));
    ASSERT_TRUE(call.failed.empty()) << call.failed[0].second;
    const std::vector<json>& wanted = expected[images[i]["id"]];
    const auto scores = call.field(0, "scores").as<float>();
    const std::vector<std::string> rle = texts_of(call.field(0, "rle"));
    ASSERT_EQ(scores.size(), wanted.size()) << file;
    ASSERT_EQ(rle.size(), wanted.size()) << file;
    for (std::size_t k = 0; k < wanted.size(); ++k, ++compared) {
      EXPECT_NEAR(scores[k], wanted[k]["score"].get<double>(), 1e-3) << file << " mask " << k;
      const json& mask = wanted[k]["segmentation"];
      const std::int64_t height = mask["size"][0], width = mask["size"][1];
      EXPECT_GT(iou_of(assay::decode_rle(rle[k], height, width),
                       assay::decode_rle(mask["counts"].get<std::string>(), height, width)),
                0.98)
          << file << " mask " << k;
    }
  }
  EXPECT_GT(compared, 5u);
}

}  // namespace
