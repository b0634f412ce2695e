// SPDX-License-Identifier: Apache-2.0
// Decoding of 640x480 JPEGs (quality 90): ours beside bare TurboJPEG and cv::imdecode on the same
// bytes. Figures of merit: items_per_second, and ours / TurboJPEG, which should be 1.
#include <benchmark/benchmark.h>
#include <turbojpeg.h>

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <string>
#include <vector>

#include "core/image/decode.hpp"

namespace {

using assay::image::PixelFormat;

constexpr int kWidth = 640, kHeight = 480, kImages = 16;

/// Smooth shapes and a little noise: about 80 kB each, as photographs have.
cv::Mat scene(int seed) {
  cv::Mat pixels(kHeight, kWidth, CV_8UC3, cv::Scalar(90, 120, 140));
  cv::RNG random(static_cast<std::uint64_t>(seed) + 1);
  for (int i = 0; i < 40; ++i) {
    const cv::Point center(random.uniform(0, kWidth), random.uniform(0, kHeight));
    const cv::Scalar color(random.uniform(0, 256), random.uniform(0, 256), random.uniform(0, 256));
    cv::circle(pixels, center, random.uniform(5, 90), color, cv::FILLED, cv::LINE_AA);
  }
  cv::Mat noise(pixels.size(), CV_16SC3), noisy;
  random.fill(noise, cv::RNG::NORMAL, 0, 6);
  cv::add(pixels, noise, noisy, cv::noArray(), CV_8U);
  return noisy;
}

const std::vector<std::string>& jpegs() {
  static const std::vector<std::string> files = [] {
    std::vector<std::string> made;
    for (int i = 0; i < kImages; ++i) {
      std::vector<uchar> bytes;
      cv::imencode(".jpg", scene(i), bytes, {cv::IMWRITE_JPEG_QUALITY, 90});
      made.emplace_back(bytes.begin(), bytes.end());
    }
    return made;
  }();
  return files;
}

/// Runs `decode_one(file, out)` over all files in turn.
template <class DecodeOne>
void run(benchmark::State& state, DecodeOne&& decode_one) {
  std::vector<std::byte> out(std::size_t{kWidth} * kHeight * 3);
  std::size_t next = 0;
  for (auto _ : state) {
    decode_one(jpegs()[next], out);
    benchmark::DoNotOptimize(out.data());
    next = (next + 1) % jpegs().size();
  }
  state.SetItemsProcessed(state.iterations());
}

void decode_assay(benchmark::State& state) {
  std::vector<assay::image::EncodedImage> images;
  for (const std::string& file : jpegs()) {
    images.push_back(assay::image::encoded_image(file, assay::image::Exif::apply));
  }
  run(state, [&](const std::string& file, std::vector<std::byte>& out) {
    const auto index = static_cast<std::size_t>(&file - jpegs().data());
    assay::image::decode(images[index], {out, {kWidth, kHeight}, PixelFormat::rgb});
  });
}
BENCHMARK(decode_assay)->UseRealTime();

/// With reading the header and taking over the bytes.
void probe_and_decode_assay(benchmark::State& state) {
  run(state, [](const std::string& file, std::vector<std::byte>& out) {
    const auto image = assay::image::encoded_image(file, assay::image::Exif::apply);
    assay::image::decode(image, {out, image.size(), PixelFormat::rgb});
  });
}
BENCHMARK(probe_and_decode_assay)->UseRealTime();

void decode_turbojpeg(benchmark::State& state) {
  const tjhandle decoder = tjInitDecompress();
  run(state, [decoder](const std::string& file, std::vector<std::byte>& out) {
    tjDecompress2(decoder, reinterpret_cast<const unsigned char*>(file.data()), file.size(),
                  reinterpret_cast<unsigned char*>(out.data()), kWidth, 0, kHeight, TJPF_RGB, 0);
  });
  tjDestroy(decoder);
}
BENCHMARK(decode_turbojpeg)->UseRealTime();

void decode_opencv(benchmark::State& state) {
  run(state, [](const std::string& file, std::vector<std::byte>&) {
    const cv::Mat bytes(1, static_cast<int>(file.size()), CV_8U, const_cast<char*>(file.data()));
    benchmark::DoNotOptimize(cv::imdecode(bytes, cv::IMREAD_COLOR).data);
  });
}
BENCHMARK(decode_opencv)->UseRealTime();

}  // namespace
