// SPDX-License-Identifier: Apache-2.0
// Networks without weights, whose outputs are the pixels that they are given: what a module makes
// of them can then be told by hand.
#pragma once

#include <opencv2/core.hpp>
#include <string>
#include <vector>

#include "tests/support/temporary_directory.hpp"
#include "tests/unit/plugins/opencv_dnn_plugin.hpp"

namespace assay::test {

class SyntheticNetwork {
 public:
  /// `layers` in the words of Caffe, over the input "data" of that size.
  SyntheticNetwork(int width, int height, const std::string& layers)
      : width_(width), height_(height) {
    folder_.write("net.caffemodel", "");
    folder_.write("net.prototxt",
                  "input: \"data\" input_dim: 1 input_dim: 3 input_dim: " + std::to_string(height) +
                      " input_dim: " + std::to_string(width) + "\n" + layers);
    weights_ = (folder_.path() / "net.caffemodel").string();
    config_ = (folder_.path() / "net.prototxt").string();
  }
  void configure(Arguments& arguments) const {
    arguments.set("weights", text_value(weights_, ASSAY_KIND_PATH))
        .set("config", text_value(config_, ASSAY_KIND_PATH))
        .size(width_, height_);
  }
  std::string file(const std::string& name, const std::string& content) const {
    return folder_.write(name, content).string();
  }

  /// An image of the input's size whose three planes, red first, hold `values` one after the other.
  cv::Mat image_of(const std::vector<int>& values) const {
    cv::Mat image(height_, width_, CV_8UC3, cv::Scalar::all(0));
    const int plane = width_ * height_;
    for (int i = 0; i < static_cast<int>(values.size()); ++i) {
      const int at = i % plane;
      image.at<cv::Vec3b>(at / width_, at % width_)[2 - i / plane] =
          static_cast<std::uint8_t>(values[static_cast<std::size_t>(i)]);
    }
    return image;
  }

 private:
  int width_, height_;
  TemporaryDirectory folder_;
  std::string weights_, config_;
};

/// output = input * scale + shift.
inline std::string power_layer(const std::string& from, const std::string& to,
                               const std::string& scale = "1", const std::string& shift = "0") {
  return "layer { name: \"" + to + "\" type: \"Power\" bottom: \"" + from + "\" top: \"" + to +
         "\" power_param { scale: " + scale + " shift: " + shift + " } }\n";
}
/// The same numbers as [1, rows, columns].
inline std::string reshape_layer(const std::string& from, const std::string& to, int rows,
                                 int columns) {
  return "layer { name: \"" + to + "\" type: \"Reshape\" bottom: \"" + from + "\" top: \"" + to +
         "\" reshape_param { shape { dim: 1 dim: " + std::to_string(rows) +
         " dim: " + std::to_string(columns) + " } } }\n";
}

/// A module whose model must load.
class LoadedModule : public Module {
 public:
  template <class Configure>
  LoadedModule(const char* plugin, Configure configure) : Module(plugin) {
    Arguments arguments(load_entry());
    configure(arguments);
    FakeCall call;
    load(call, arguments);
    if (call.status != ASSAY_OK) throw std::runtime_error(call.error);
  }
};

/// What load says of arguments that it should refuse; "" where it does not.
template <class Configure>
std::string refusal_of(const char* plugin, Configure configure) {
  Module module(plugin);
  Arguments arguments(module.load_entry());
  configure(arguments);
  FakeCall call;
  module.load(call, arguments);
  return call.status == ASSAY_E_ARGUMENT ? call.error : "";
}

/// Why the only datapoint of a call failed, "" where it did not.
inline std::string failure_of(const Module& module, const cv::Mat& bgr) {
  FakeCall call;
  module.predict(call, bgr);
  return call.failed.empty() ? "" : call.failed.begin()->second.second;
}

}  // namespace assay::test
