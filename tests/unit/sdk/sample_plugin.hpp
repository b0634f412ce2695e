// SPDX-License-Identifier: Apache-2.0
// A plugin in the test's own process that uses every part of the SDK.
#pragma once

#include <assay/sdk.hpp>

#include <cstring>
#include <filesystem>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace assay::test {

struct Detector {
  std::filesystem::path weights;
  std::array<int, 2> size = {};
  std::vector<double> mean;
  std::vector<std::string> outputs;
  std::optional<std::uint16_t> limit;
  double threshold = 0;
  std::string head;
  bool verbose = false;
  std::filesystem::path extra;
};

struct Options {
  std::filesystem::path weights;
  std::array<int, 2> size = {};
  std::vector<double> mean;
  std::vector<std::string> outputs;
  std::optional<std::uint16_t> limit;
  std::string_view head;
};

inline std::unique_ptr<Detector> load(const Context& context, const Options& options,
                                      double threshold, bool verbose, std::string extra) {
  context.report_device(context.device(), "a cpu");
  if (options.weights == "none") return nullptr;
  return std::make_unique<Detector>(Detector{options.weights, options.size, options.mean,
                                             options.outputs, options.limit, threshold,
                                             std::string(options.head), verbose, extra});
}

/// Finds one box as large as the image; its score is the first pixel's red.
inline Detections predict(const Detector& model, const Image& image, const Context& context) {
  const int red = image.data()[0];
  if (red == 1) throw std::runtime_error("one is unlucky");
  if (red == 2) throw Error(Status::datapoint, "two is too few");
  if (red == 3) throw 3;
  if (red == 4) throw std::bad_alloc();
  if (red == 5) throw Error(Status::cancelled, "told to stop");
  context.log(LogLevel::info, "saw " + std::to_string(image.width()));
  Detections found;
  found.add({0, 0, static_cast<float>(image.width()), static_cast<float>(image.height())},
            static_cast<float>(red) / 255.0f, static_cast<std::int64_t>(model.threshold));
  return found;
}

inline std::vector<Probabilities> predict_batch(Detector&,
                                                const std::vector<Datapoint>& datapoints) {
  std::vector<Probabilities> all;
  for (const Datapoint& one : datapoints) {
    const int first = one.input("image").data()[0];
    if (first == 1) throw std::runtime_error("the whole batch");
    if (first == 2) fail(one, "not this one");
    if (first == 3) return all;  // too few results
    all.push_back({{static_cast<float>(first), static_cast<float>(one.inputs<Image>().size())}});
  }
  return all;
}

inline std::vector<Fields> predict_seed(std::vector<Datapoint> datapoints,
                                        std::vector<Image> images, Device device) {
  std::vector<Fields> all;
  for (std::size_t i = 0; i < datapoints.size(); ++i) {
    const std::vector<int> pixel = {images[i].data()[0], images[i].row_stride() > 3 ? 1 : 0};
    all.push_back(Fields()
                      .add("user.pixel", pixel, {2})
                      .add("text", std::string(datapoints[i].id()) + " on " + device.name()));
  }
  return all;
}

inline constexpr auto kSampleDescription = assay::describe(
    assay::About{"org.example.sample", "Sample", "1.2.3", nullptr, nullptr, "MIT"},
    assay::load<&load>(
        "load", assay::param<&Options::weights>("weights"),
        assay::param("threshold").optional(1).between(0, 1).doc("boxes below it are dropped"),
        assay::param("verbose").optional(false), assay::param("extra").path().optional("extra.txt"),
        assay::param<&Options::size>("size").optional({320, 240}),
        assay::param<&Options::mean>("mean").optional({1, 2, 3}),
        assay::param<&Options::outputs>("outputs").optional(),
        assay::param<&Options::limit>("limit"),
        assay::param<&Options::head>("head").optional("yolox").choices("yolox", "yolov8")),
    assay::predict<&predict>("predict", assay::param("model"), assay::param("image"))
        .doc("finds things")
        .devices(DeviceType::cpu, DeviceType::cuda)
        .colors(Color::bgr)
        .max_batch(16)
        .threading(Threading::model),
    assay::predict<&predict_batch>("predict_batch", assay::param("model"),
                                   assay::param("datapoints")),
    assay::predict<&predict_seed>("predict_seed", assay::param("datapoints"),
                                  assay::param("images")));

inline constexpr assay_plugin_t kSample = assay::detail::PluginTable<kSampleDescription>::make();

inline const assay_plugin_t& sample_plugin() {
  return kSample;
}

inline const assay_entry_t& entry_named(const std::string& name) {
  for (std::uint32_t i = 0; i < kSample.n_entries; ++i) {
    if (kSample.entries[i]->name == name) return *kSample.entries[i];
  }
  throw std::runtime_error("no entry " + name);
}

inline const assay_param_t& param_named(const assay_entry_t& entry, const std::string& name) {
  for (std::uint32_t i = 0; i < entry.n_params; ++i) {
    if (entry.params[i]->name == name) return *entry.params[i];
  }
  throw std::runtime_error("no param " + name);
}

}  // namespace assay::test
