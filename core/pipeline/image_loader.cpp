// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/image_loader.hpp"

#include <vector>

#include "core/base/check.hpp"
#include "core/base/error.hpp"
#include "core/image/decode.hpp"
#include "core/image/resize.hpp"

namespace assay::pipeline {
namespace {

image::PixelFormat format_of(predict::Color color) {
  switch (color) {
    case predict::Color::rgb:
      return image::PixelFormat::rgb;
    case predict::Color::bgr:
      return image::PixelFormat::bgr;
    case predict::Color::gray:
      return image::PixelFormat::gray;
    case predict::Color::rgba:
      return image::PixelFormat::rgba;
  }
  ASSAY_CHECK(false);
}

image::Exif exif_of(definition::Exif exif) {
  return exif == definition::Exif::apply ? image::Exif::apply : image::Exif::ignore;
}

/// Decodes straight into the model's memory.
void decode_in_place(const image::EncodedImage& encoded, predict::PixelStore& store,
                     predict::Image& image) {
  const image::PixelFormat format = format_of(image.color);
  image.pixels = store.allocate(image::byte_size(encoded.size(), format));
  image::decode(encoded, {image.pixels->bytes(), encoded.size(), format});
}

/// Decodes into memory of its own, and from there resizes into the model's.
void decode_resized(const image::EncodedImage& encoded, predict::PixelStore& store,
                    predict::Image& image) {
  const image::PixelFormat format = format_of(image.color);
  const image::Size to{image.size.width, image.size.height};
  std::vector<std::byte> decoded(image::byte_size(encoded.size(), format));
  image::decode(encoded, {decoded, encoded.size(), format});
  image.pixels = store.allocate(image::byte_size(to, format));
  image::resize_bilinear({decoded, encoded.size(), format}, {image.pixels->bytes(), to, format});
}

LoadedImage load(const dataset::Datapoint& datapoint, std::size_t index, predict::PixelStore& store,
                 const LoadOptions& options) {
  const image::EncodedImage encoded = image::read_image(datapoint.path, exif_of(options.exif));
  const image::Size size = encoded.size();
  LoadedImage loaded{{index, datapoint.id, {size.width, size.height}, options.color, nullptr},
                     {size.width, size.height}};
  if (options.resize_to) {
    loaded.image.size = {options.resize_to->first, options.resize_to->second};
  }
  if (loaded.image.size == loaded.original) {
    decode_in_place(encoded, store, loaded.image);
  } else {
    decode_resized(encoded, store, loaded.image);
  }
  return loaded;
}

}  // namespace

LoadImage image_loader(const dataset::Dataset& dataset, predict::PixelStore& store,
                       const LoadOptions& options) {
  return [&dataset, &store, options](std::size_t index) -> LoadResult {
    try {
      return load(dataset.datapoints.at(index), index, store, options);
    } catch (const Error& error) {
      // One bad file is a finding about that file; anything else ends the run.
      if (error.kind() != ErrorKind::dataset) throw;
      return predict::Failure{predict::FailureKind::image_unreadable, error.message()};
    }
  };
}

}  // namespace assay::pipeline
