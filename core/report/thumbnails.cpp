// SPDX-License-Identifier: Apache-2.0
#include "core/report/thumbnails.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <vector>

#include "core/base/error.hpp"
#include "core/base/log.hpp"
#include "core/report/text.hpp"

namespace assay::report {
namespace {

image::Thumbnail thumbnail_of(const std::filesystem::path& file, const image::DecodeRules& rules,
                              const image::DecodeLimits& limits) {
  const image::EncodedImage encoded = image::read_image(file, rules, limits);
  const image::Size size = encoded.size();
  std::vector<std::byte> pixels(image::byte_size(size, image::PixelFormat::rgb));
  image::decode(encoded, {pixels, size, image::PixelFormat::rgb});
  return image::make_thumbnail({pixels, size, image::PixelFormat::rgb}, kPictureSide);
}

}  // namespace

ThumbnailSource thumbnails_from_files(const image::DecodeRules& rules,
                                      const image::DecodeLimits& limits) {
  return [rules, limits](const WorstImage& worst) -> std::optional<image::Thumbnail> {
    try {
      return thumbnail_of(worst.path, rules, limits);
    } catch (const Error& error) {
      // It was read during the run; a report without this picture is better than no report.
      log::warn("report", fmt::format("no thumbnail image={} cause={}", one_line(worst.datapoint),
                                      error.message()));
      return std::nullopt;
    }
  };
}

}  // namespace assay::report
