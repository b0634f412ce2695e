// SPDX-License-Identifier: Apache-2.0
// The plugins of opencv_dnn in the test's own process, and what real networks are configured with.
#pragma once

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

namespace assay::test {

using nlohmann::json;

inline const std::string kData = std::string(ASSAY_SHARED_DATA) + "/";

inline json read_json(const std::string& file) {
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
  /// One datapoint of that id.
  void predict_named(FakeCall& call, const std::string& id, const cv::Mat& bgr) const {
    FakeBatch batch;
    batch.add(bgr.rows, bgr.cols, 3, bgr.data, static_cast<std::int64_t>(bgr.step), ASSAY_COLOR_BGR,
              id);
    predict(call, batch);
  }
  void predict_batch(FakeCall& call, const std::vector<cv::Mat>& images) const {
    FakeBatch batch;
    for (const cv::Mat& bgr : images) {
      batch.add(bgr.rows, bgr.cols, 3, bgr.data, static_cast<std::int64_t>(bgr.step),
                ASSAY_COLOR_BGR);
    }
    predict(call, batch);
  }

 private:
  void predict(FakeCall& call, FakeBatch& batch) const {
    call.predict(entry_of(plugin_, "predict"),
                 {model_value(model_, load_entry().model_type), batch.datapoints()});
  }
  const assay_plugin_t& plugin_;
  void* model_ = nullptr;
};

inline void yolo_fastest(Arguments& arguments) {
  arguments.path("weights", "yolo-fastest/yolo-fastest-1.1.weights")
      .path("config", "yolo-fastest/yolo-fastest-1.1.cfg")
      .size(320, 320)
      .set("scale", float_value(1.0 / 255))
      .text("head", "darknet_region");
}
inline void fastest_det(Arguments& arguments) {
  arguments.path("weights", "fastestdet/FastestDet.onnx")
      .size(352, 352)
      .text("colour", "bgr")
      .set("scale", float_value(1.0 / 255))
      .text("head", "fastestdet")
      .text("candidates", "best");
}
inline void yolox_nano(Arguments& arguments) {
  arguments.path("weights", "yolox-nano/yolox_nano.onnx")
      .size(416, 416)
      .text("resize", "letterbox_topleft")
      .text("colour", "bgr")
      .text("head", "yolox")
      .set("nms_iou", float_value(0.65));
}
inline void yolov5n_seg(Arguments& arguments) {
  arguments.path("weights", "yolov5n-seg/yolov5n-seg.onnx")
      .size(640, 640)
      .text("resize", "letterbox_centred")
      .set("scale", float_value(1.0 / 255))
      .text("head", "yolov5")
      .list("outputs", {text_value("output0")})
      .set("num_classes", int_value(80))
      .set("nms_iou", float_value(0.6));
}
inline void imagenet_crop(Arguments& arguments) {
  arguments.size(224, 224)
      .text("resize", "crop")
      .set("short_side", int_value(256))
      .set("scale", float_value(1.0 / 255))
      .list("mean", {float_value(.485), float_value(.456), float_value(.406)})
      .list("std", {float_value(.229), float_value(.224), float_value(.225)});
}
inline void squeezenet(Arguments& arguments) {
  imagenet_crop(arguments);
  arguments.path("weights", "squeezenet/squeezenet1_1.onnx").set("softmax", bool_value(true));
}
inline void squeezenet_caffe(Arguments& arguments) {
  imagenet_crop(arguments);
  arguments.path("weights", "squeezenet/squeezenet_v1.1.caffemodel")
      .path("config", "squeezenet/squeezenet_v1.1.prototxt");
}
inline void mobilenet(Arguments& arguments) {
  const std::vector<assay_value_t> middle(3, float_value(128));
  arguments.path("weights", "mobilenet_v1_0.25_128/mobilenet_v1_0.25_128.onnx")
      .size(128, 128)
      .text("resize", "crop")
      .set("short_side", int_value(146))
      .list("mean", middle)
      .list("std", middle);
}

}  // namespace assay::test
