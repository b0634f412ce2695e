// SPDX-License-Identifier: Apache-2.0
// Real networks, against the numbers that independent programs computed for them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <opencv2/imgcodecs.hpp>
#include <string>
#include <vector>

#include "tests/support/fake_batch.hpp"
#include "tests/support/fake_plugin_host.hpp"
#include "tests/support/plugin_library.hpp"
#include "tests/support/shared_data.hpp"

namespace {

using namespace assay::test;
using nlohmann::json;

const std::string kData = std::string(ASSAY_SHARED_DATA) + "/";

json read_json(const std::string& file) {
  std::ifstream stream(kData + file);
  return json::parse(stream);
}

/// Arguments of a load entry by name; texts and lists live here.
class Arguments {
 public:
  explicit Arguments(const assay_entry_t& entry) : entry_(entry), values_(defaults_of(entry)) {}
  Arguments(const Arguments&) = delete;

  Arguments& set(const std::string& name, assay_value_t value) {
    argument(values_, entry_, name) = value;
    return *this;
  }
  Arguments& text(const std::string& name, const std::string& text) {
    return set(name, text_value(texts_.emplace_back(text)));
  }
  Arguments& path(const std::string& name, const std::string& file) {
    return set(name, text_value(texts_.emplace_back(kData + "models/" + file), ASSAY_KIND_PATH));
  }
  Arguments& list(const std::string& name, std::vector<assay_value_t> elements) {
    return set(name, list_value(lists_.emplace_back(std::move(elements))));
  }
  Arguments& size(std::int64_t width, std::int64_t height) {
    return list("size", {int_value(width), int_value(height)});
  }
  const std::vector<assay_value_t>& values() const { return values_; }

 private:
  const assay_entry_t& entry_;
  std::vector<assay_value_t> values_;
  std::deque<std::string> texts_;
  std::deque<std::vector<assay_value_t>> lists_;
};

/// One module, with the model it has loaded.
class Module {
 public:
  explicit Module(const std::string& path) : plugin_(open_plugin(path)) {}
  ~Module() {
    if (model_ != nullptr) load_entry().unload(model_);
  }
  Module(const Module&) = delete;

  const assay_entry_t& load_entry() const { return entry_of(plugin_, "load"); }
  void load(FakeCall& call, const Arguments& arguments) {
    call.load(load_entry(), arguments.values(), &model_);
  }
  void predict(FakeCall& call, const cv::Mat& bgr) const { predict_batch(call, {bgr}); }
  void predict_batch(FakeCall& call, const std::vector<cv::Mat>& images) const {
    FakeBatch batch;
    for (const cv::Mat& bgr : images) {
      batch.add(bgr.rows, bgr.cols, 3, bgr.data, static_cast<std::int64_t>(bgr.step),
                ASSAY_COLOR_BGR);
    }
    call.predict(entry_of(plugin_, "predict"),
                 {model_value(model_, load_entry().model_type), batch.datapoints()});
  }

 private:
  const assay_plugin_t& plugin_;
  void* model_ = nullptr;
};

struct Detector {
  const char* name;
  void (*configure)(Arguments&);
};

void yolo_fastest(Arguments& arguments) {
  arguments.path("weights", "yolo-fastest/yolo-fastest-1.1.weights")
      .path("config", "yolo-fastest/yolo-fastest-1.1.cfg")
      .size(320, 320)
      .set("scale", float_value(1.0 / 255))
      .text("head", "darknet_region");
}
void fastest_det(Arguments& arguments) {
  arguments.path("weights", "fastestdet/FastestDet.onnx")
      .size(352, 352)
      .text("colour", "bgr")
      .set("scale", float_value(1.0 / 255))
      .text("head", "fastestdet")
      .text("candidates", "best");
}
void yolox_nano(Arguments& arguments) {
  arguments.path("weights", "yolox-nano/yolox_nano.onnx")
      .size(416, 416)
      .text("resize", "letterbox_topleft")
      .text("colour", "bgr")
      .text("head", "yolox")
      .set("nms_iou", float_value(0.65));
}
void yolov5n_seg(Arguments& arguments) {
  arguments.path("weights", "yolov5n-seg/yolov5n-seg.onnx")
      .size(640, 640)
      .text("resize", "letterbox_centred")
      .set("scale", float_value(1.0 / 255))
      .text("head", "yolov5")
      .list("outputs", {text_value("output0")})
      .set("num_classes", int_value(80))
      .set("nms_iou", float_value(0.6));
}

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

void imagenet_crop(Arguments& arguments) {
  arguments.size(224, 224)
      .text("resize", "crop")
      .set("short_side", int_value(256))
      .set("scale", float_value(1.0 / 255))
      .list("mean", {float_value(.485), float_value(.456), float_value(.406)})
      .list("std", {float_value(.229), float_value(.224), float_value(.225)});
}
void squeezenet(Arguments& arguments) {
  imagenet_crop(arguments);
  arguments.path("weights", "squeezenet/squeezenet1_1.onnx").set("softmax", bool_value(true));
}
void squeezenet_caffe(Arguments& arguments) {
  imagenet_crop(arguments);
  arguments.path("weights", "squeezenet/squeezenet_v1.1.caffemodel")
      .path("config", "squeezenet/squeezenet_v1.1.prototxt");
}
void mobilenet(Arguments& arguments) {
  const std::vector<assay_value_t> middle(3, float_value(128));
  arguments.path("weights", "mobilenet_v1_0.25_128/mobilenet_v1_0.25_128.onnx")
      .size(128, 128)
      .text("resize", "crop")
      .set("short_side", int_value(146))
      .list("mean", middle)
      .list("std", middle);
}

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
