// SPDX-License-Identifier: Apache-2.0
// Operators that leave of an image what a lossy file keeps.
#include "core/stress/operators/compression.hpp"

#include "core/image/jpeg_encoder.hpp"
#include "core/image/recompress.hpp"
#include "core/stress/operators/families.hpp"

namespace assay::stress {

Filter through_jpeg(int quality) {
  Filter filter;
  filter.apply = [quality](const image::PixelView& from, const image::MutablePixelView& to,
                           Workspace& workspace) {
    const auto file = workspace.lease<std::byte>(image::jpeg_bytes_at_most(from.size));
    image::recompress_jpeg(from, quality, file.span(), to);
  };
  return filter;
}

namespace {

Filter through_webp(int quality) {
  Filter filter;
  filter.apply = [quality](const image::PixelView& from, const image::MutablePixelView& to,
                           Workspace&) { image::recompress_webp(from, quality, to); };
  return filter;
}

Effect jpeg_compression(const Values& values, const Setting&) {
  return through_jpeg(static_cast<int>(values.integer("quality")));
}

Effect image_compression(const Values& values, const Setting&) {
  const int quality = static_cast<int>(values.integer("image_quality"));
  return values.text("compression_type") == "webp" ? through_webp(quality) : through_jpeg(quality);
}

}  // namespace

std::vector<Operator> compression_operators() {
  using enum AxisType;
  return {
      {"ImageCompression",
       Category::noise,
       "Compresses to a file (colours at half the resolution, 4:2:0) and decodes it. Even quality "
       "100 loses a little.",
       {strength("image_quality", integer, {1, 100}, 100, "", "quality of the encoder"),
        mode("compression_type", {std::string("jpg"), std::string("webp")}, "the format")},
       image_compression},
      {"JPEGCompression",
       Category::noise,
       "Compresses to JPEG (colours at half the resolution, 4:2:0) and decodes it. Even quality "
       "100 loses a little.",
       {strength("quality", integer, {0, 100}, 100, "", "quality of the encoder")},
       jpeg_compression},
  };
}

}  // namespace assay::stress
