// SPDX-License-Identifier: Apache-2.0
// CPU time that operators take for one RGB image with the boxes of five objects, as JSON lines:
// {"operator": ..., "ms": ...}.
//
// usage: bench_operators IMAGE.rgb WIDTH HEIGHT REPEATS [- | OPERATOR AXIS=VALUE...]...
// Without operators: all, each with its searched axes at 70 % of their range. With -: operators
// with their axes are read from lines of the input, and each is timed as it comes.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <iostream>
#include <iterator>
#include <opencv2/core/utility.hpp>
#include <span>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "core/stress/annotation/move_objects.hpp"
#include "core/stress/domain/transform.hpp"
#include "core/stress/operators/catalogue.hpp"

namespace {

using namespace assay;
using namespace assay::stress;

double cpu_ms() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

AxisValue number_of(AxisType type, double value) {
  if (type == AxisType::integer) return static_cast<std::int64_t>(value);
  return value;
}

Values strong(const Operator& one) {
  Values values(one);
  for (const AxisFacts& axis : one.axes) {
    if (!axis.searched) continue;
    if (axis.type == AxisType::boolean) values.set(axis.name, true);
    if (axis.type != AxisType::integer && axis.type != AxisType::real) continue;
    const auto [low, high] = axis.range;
    values.set(axis.name, number_of(axis.type, low + 0.7 * (high - low)));
  }
  return values;
}

void set(Values& values, std::string_view setting) {
  const std::size_t equals = setting.find('=');
  const std::string name(setting.substr(0, equals));
  const std::string text(setting.substr(std::min(equals, setting.size() - 1) + 1));
  for (const AxisFacts& axis : values.of().axes) {
    if (axis.name != name) continue;
    if (axis.type == AxisType::boolean) return values.set(name, text == "true");
    if (axis.type == AxisType::text) return values.set(name, text);
    return values.set(name, number_of(axis.type, std::atof(text.c_str())));
  }
  std::fprintf(stderr, "%s has no axis %s\n", values.of().name.c_str(), name.c_str());
  std::exit(64);
}

/// Like compare.py's, by shares of the sides.
std::vector<Object> five_objects(image::Size size) {
  std::vector<Object> objects;
  for (int i = 0; i < 5; ++i) {
    const double left = 0.08 + 0.15 * i;
    const double top = 0.1 + 0.12 * i;
    const Box box{left * static_cast<double>(size.width), top * static_cast<double>(size.height),
                  (left + 0.2) * static_cast<double>(size.width),
                  (top + 0.3) * static_cast<double>(size.height)};
    objects.push_back({static_cast<std::size_t>(i), 1, {box, box}});
  }
  return objects;
}

class Bench {
 public:
  Bench(const image::PixelView& from, int repeats)
      : from_(from),
        repeats_(repeats),
        to_(image::byte_size(from.size, from.format)),
        objects_(five_objects(from.size)) {}

  /// Draws its randomness anew each time, as a run does.
  void time(const Values& values) {
    const Domain domain("timed", {{"node", &values.of(), values, {}}}, {});
    std::vector<double> times;
    for (int i = -2; i < repeats_; ++i) {
      const double begin = cpu_ms();
      const Motion motion = transform(domain, {}, {from_, "image", 1, draw_++},
                                      {to_, from_.size, from_.format}, workspace_);
      left_ = move_objects(objects_, motion, from_.size, {}, workspace_).size();
      if (i >= 0) times.push_back(cpu_ms() - begin);
    }
    std::sort(times.begin(), times.end());
    std::printf("{\"operator\": \"%s\", \"ms\": %.4f}\n", values.of().name.c_str(),
                times[times.size() / 2]);
    std::fflush(stdout);
  }

  /// Operators by name, each followed by its axes.
  void time(const Catalogue& catalogue, std::span<const std::string> words) {
    for (std::size_t i = 0; i < words.size();) {
      const Operator* one = catalogue.find(words[i]);
      if (one == nullptr) {
        std::fprintf(stderr, "no operator %s\n", words[i].c_str());
        std::exit(64);
      }
      Values values(*one);
      for (++i; i < words.size() && words[i].find('=') != std::string::npos; ++i) {
        set(values, words[i]);
      }
      time(values);
    }
  }

 private:
  image::PixelView from_;
  int repeats_;
  std::vector<std::byte> to_;
  std::vector<Object> objects_;
  Workspace workspace_;
  std::uint32_t draw_ = 0;
  volatile std::size_t left_ = 0;  // so that nothing is left out
};

void time_lines(const Catalogue& catalogue, Bench& bench) {
  for (std::string line; std::getline(std::cin, line);) {
    std::istringstream text(line);
    const std::vector<std::string> words{std::istream_iterator<std::string>(text), {}};
    bench.time(catalogue, words);
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 5) return 64;
  cv::setNumThreads(1);
  std::ifstream file(argv[1], std::ios::binary);
  std::vector<char> pixels{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  const image::Size size{std::atoll(argv[2]), std::atoll(argv[3])};
  if (pixels.size() != image::byte_size(size, image::PixelFormat::rgb)) return 65;
  Bench bench({std::as_bytes(std::span(pixels)), size, image::PixelFormat::rgb},
              std::atoi(argv[4]));

  const Catalogue catalogue;
  const std::vector<std::string> words(argv + 5, argv + argc);
  if (words == std::vector<std::string>{"-"}) {
    time_lines(catalogue, bench);
  } else if (!words.empty()) {
    bench.time(catalogue, words);
  } else {
    for (const Operator& one : catalogue.all()) {
      if (one.inputs == 1) bench.time(strong(one));
    }
  }
  return 0;
}
