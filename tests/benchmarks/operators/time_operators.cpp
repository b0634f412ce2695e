// SPDX-License-Identifier: Apache-2.0
// CPU seconds that operators take for one RGB image, as JSON lines: {"operator": ..., "ms": ...}.
//
// usage: bench_operators IMAGE.rgb WIDTH HEIGHT REPEATS [OPERATOR AXIS=VALUE...]...
// Without operators: all, each with its searched axes at 70 % of their range.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <iterator>
#include <map>
#include <opencv2/core/utility.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "core/stress/apply_effect.hpp"
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
  const std::string text(setting.substr(equals + 1));
  for (const AxisFacts& axis : values.of().axes) {
    if (axis.name != name) continue;
    if (axis.type == AxisType::boolean) return values.set(name, text == "true");
    if (axis.type == AxisType::text) return values.set(name, text);
    return values.set(name, number_of(axis.type, std::atof(text.c_str())));
  }
  std::fprintf(stderr, "%s has no axis %s\n", values.of().name.c_str(), name.c_str());
  std::exit(64);
}

void time_one(const Values& values, const image::PixelView& from, const image::MutablePixelView& to,
              int repeats) {
  Workspace workspace;
  std::vector<double> times;
  for (int i = -2; i < repeats; ++i) {
    const double begin = cpu_ms();
    const Stream random({1, "image", values.of().name, static_cast<std::uint32_t>(i + 2)});
    apply_effect(values.of().effect(values, {from.size, random}), from, to, workspace);
    if (i >= 0) times.push_back(cpu_ms() - begin);
  }
  std::sort(times.begin(), times.end());
  std::printf("{\"operator\": \"%s\", \"ms\": %.4f}\n", values.of().name.c_str(),
              times[times.size() / 2]);
  std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 5) return 64;
  cv::setNumThreads(1);
  std::ifstream file(argv[1], std::ios::binary);
  std::vector<char> pixels{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  const image::Size size{std::atoll(argv[2]), std::atoll(argv[3])};
  if (pixels.size() != image::byte_size(size, image::PixelFormat::rgb)) return 65;
  std::vector<std::byte> out(pixels.size());
  const image::PixelView from{std::as_bytes(std::span(pixels)), size, image::PixelFormat::rgb};
  const image::MutablePixelView to{out, size, image::PixelFormat::rgb};
  const int repeats = std::atoi(argv[4]);

  const Catalogue catalogue;
  if (argc == 5) {
    for (const Operator& one : catalogue.all()) {
      if (one.inputs == 1) time_one(strong(one), from, to, repeats);
    }
    return 0;
  }
  for (int i = 5; i < argc;) {
    const Operator* one = catalogue.find(argv[i]);
    if (one == nullptr) {
      std::fprintf(stderr, "no operator %s\n", argv[i]);
      return 64;
    }
    Values values(*one);
    for (++i; i < argc && std::string_view(argv[i]).find('=') != std::string_view::npos; ++i) {
      set(values, argv[i]);
    }
    time_one(values, from, to, repeats);
  }
  return 0;
}
