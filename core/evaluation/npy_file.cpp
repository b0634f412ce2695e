// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/npy_file.hpp"

#include <fmt/format.h>

#include <array>
#include <bit>
#include <system_error>

#include "core/base/check.hpp"
#include "core/base/error.hpp"
#include "core/base/file.hpp"

namespace assay::evaluation {

std::string encode_npy(std::span<const std::size_t> shape, std::span<const double> values) {
  static_assert(std::endian::native == std::endian::little);
  std::size_t elements = 1;
  for (const std::size_t extent : shape) elements *= extent;
  ASSAY_CHECK(elements == values.size());

  // Magic, version and header length take 10 bytes; all together must be a multiple of 64.
  constexpr std::size_t kPrefix = 10;
  constexpr std::size_t kAlignment = 64;
  std::string header = fmt::format("{{'descr': '<f8', 'fortran_order': False, 'shape': ({}{}), }}",
                                   fmt::join(shape, ", "), shape.size() == 1 ? "," : "");
  header.append(kAlignment - (kPrefix + header.size() + 1) % kAlignment, ' ');
  header += '\n';
  ASSAY_CHECK(header.size() <= 0xFFFF);

  std::string bytes("\x93NUMPY\x01\x00", 8);
  bytes += static_cast<char>(header.size() & 0xFF);
  bytes += static_cast<char>(header.size() >> 8);
  bytes += header;
  bytes.append(reinterpret_cast<const char*>(values.data()), values.size_bytes());
  return bytes;
}

void write_arrays(const std::filesystem::path& directory, const Arrays& arrays) {
  std::error_code error;
  std::filesystem::create_directories(directory, error);
  if (error) {
    throw Error(ErrorKind::io,
                fmt::format("cannot make the folder {}: {}", directory.string(), error.message()));
  }
  const std::array points{arrays.thresholds, arrays.recalls, arrays.categories, arrays.areas,
                          arrays.limits};
  const std::array ends{arrays.thresholds, arrays.categories, arrays.areas, arrays.limits};
  write_file_atomically(directory / "precision.npy", encode_npy(points, arrays.precision));
  write_file_atomically(directory / "recall.npy", encode_npy(ends, arrays.recall));
  write_file_atomically(directory / "scores.npy", encode_npy(points, arrays.scores));
}

}  // namespace assay::evaluation
