// SPDX-License-Identifier: Apache-2.0
// What a run could cost at best: makes a data set of 640x480 JPEGs, decodes each one and hands it
// to the demo's plugin, all in one thread of one process without anything in between, and prints
// the CPU time of both. run.sh sets a real run of the same images beside it. usage:
// bench_pipeline_bound PLUGIN WEIGHTS FOLDER COUNT
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <string>
#include <vector>

#include "core/image/decode.hpp"
#include "tests/support/fake_batch.hpp"
#include "tests/support/fake_plugin_host.hpp"
#include "tests/support/plugin_library.hpp"

namespace {

namespace fs = std::filesystem;
using namespace assay;

constexpr int kWidth = 640, kHeight = 480;

double cpu_seconds() {
  timespec time{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

/// Smooth shapes and a little noise: about 80 kB each, as photographs have.
cv::Mat scene(std::size_t seed) {
  cv::Mat pixels(kHeight, kWidth, CV_8UC3, cv::Scalar(90, 120, 140));
  cv::RNG random(seed + 1);
  for (int i = 0; i < 40; ++i) {
    const cv::Point center(random.uniform(0, kWidth), random.uniform(0, kHeight));
    const cv::Scalar color(random.uniform(0, 256), random.uniform(0, 256), random.uniform(0, 256));
    cv::circle(pixels, center, random.uniform(5, 90), color, cv::FILLED, cv::LINE_AA);
  }
  cv::Mat noise(pixels.size(), CV_16SC3);
  cv::Mat noisy;
  random.fill(noise, cv::RNG::NORMAL, 0, 6);
  cv::add(pixels, noise, noisy, cv::noArray(), CV_8U);
  return noisy;
}

std::string file_name(std::size_t index) {
  return std::to_string(index) + ".jpg";
}

void make_dataset(const fs::path& folder, std::size_t count) {
  fs::create_directories(folder);
  std::ofstream json(folder / "instances.json");
  json << R"({"categories": [{"id": 1, "name": "stop"}, {"id": 2, "name": "yield"},)"
       << R"( {"id": 3, "name": "priority"}, {"id": 4, "name": "speed_limit"}], "images": [)";
  for (std::size_t i = 0; i < count; ++i) {
    cv::imwrite((folder / file_name(i)).string(), scene(i), {cv::IMWRITE_JPEG_QUALITY, 90});
    json << (i == 0 ? "" : ", ") << R"({"id": )" << i + 1 << R"(, "file_name": ")" << file_name(i)
         << R"(", "width": 640, "height": 480})";
  }
  json << R"(], "annotations": [{"id": 1, "image_id": 1, "category_id": 1, "iscrowd": 0,)"
       << R"( "area": 100, "bbox": [0, 0, 10, 10]}]})" << '\n';
}

/// The demo's plugin, in this process.
class Model {
 public:
  Model(const std::string& plugin, const std::string& weights)
      : descriptor_(test::open_plugin(plugin)), predict_(test::entry_of(descriptor_, "predict")) {
    const assay_entry_t& load = test::entry_of(descriptor_, "load");
    auto arguments = test::defaults_of(load);
    test::argument(arguments, load, "weights") = test::text_value(weights, ASSAY_KIND_PATH);
    test::FakeCall call;
    call.load(load, arguments, &model_);
    if (call.status != ASSAY_OK) throw std::runtime_error(call.error);
    type_ = load.model_type;
  }

  void predict(const std::vector<std::byte>& pixels) {
    test::FakeBatch batch;
    batch.add(kHeight, kWidth, 3, pixels.data());
    auto arguments = test::defaults_of(predict_);
    test::argument(arguments, predict_, "model") = test::model_value(model_, type_);
    test::argument(arguments, predict_, "datapoints") = batch.images();
    test::FakeCall call;
    call.predict(predict_, arguments);
    if (call.status != ASSAY_OK) throw std::runtime_error(call.error);
  }

 private:
  const assay_plugin_t& descriptor_;
  const assay_entry_t& predict_;
  void* model_ = nullptr;
  const char* type_ = nullptr;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) {
    std::cerr << "usage: bench_pipeline_bound PLUGIN WEIGHTS FOLDER COUNT\n";
    return 64;
  }
  const fs::path folder = argv[3];
  const std::size_t count = std::stoul(argv[4]);
  make_dataset(folder, count);
  Model model(argv[1], argv[2]);
  std::vector<std::byte> pixels(std::size_t{kWidth} * kHeight * 3);
  double decode = 0;
  double predict = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const double begin = cpu_seconds();
    const auto encoded = image::read_image(folder / file_name(i), image::Exif::apply);
    image::decode(encoded, {pixels, encoded.size(), image::PixelFormat::rgb});
    const double decoded = cpu_seconds();
    model.predict(pixels);
    decode += decoded - begin;
    predict += cpu_seconds() - decoded;
  }
  const auto images = static_cast<double>(count);
  std::cout << decode / images << ' ' << predict / images << '\n';
}
