// SPDX-License-Identifier: Apache-2.0
// Reads a COCO file once and says what that took: "<seconds> <peak bytes beyond the file>".
// usage: bench_annotations FILE
#include <sys/resource.h>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <filesystem>

#include "core/dataset/coco_file.hpp"

namespace {

std::uint64_t peak_bytes() {
  struct rusage usage {};
  ::getrusage(RUSAGE_SELF, &usage);
  return static_cast<std::uint64_t>(usage.ru_maxrss) * 1024;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 64;
  const std::uint64_t size = std::filesystem::file_size(argv[1]);
  const auto begin = std::chrono::steady_clock::now();
  const auto coco = assay::dataset::read_coco_file(argv[1], {.shapes = true, .keypoints = false});
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin;
  const std::uint64_t peak = peak_bytes();
  std::printf("%.3f %llu %zu\n", taken.count(),
              static_cast<unsigned long long>(peak > size ? peak - size : 0),
              coco.truth.annotations.size());
  return 0;
}
