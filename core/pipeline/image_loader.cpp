// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/image_loader.hpp"

#include <vector>

#include "core/base/check.hpp"
#include "core/base/error.hpp"
#include "core/image/decode.hpp"
#include "core/image/resize.hpp"

namespace assay::pipeline {
namespace {

/// Decodes straight into the model's memory.
image::DecodeReport decode_in_place(const image::EncodedImage& encoded, predict::PixelStore& store,
                                    predict::Image& image) {
  const image::PixelFormat format = format_of(image.color);
  image.pixels = store.allocate(image::byte_size(encoded.size(), format));
  return image::decode(encoded, {image.pixels->bytes(), encoded.size(), format});
}

/// Decodes into memory of its own, and from there resizes into the model's.
image::DecodeReport decode_resized(const image::EncodedImage& encoded, predict::PixelStore& store,
                                   predict::Image& image) {
  const image::PixelFormat format = format_of(image.color);
  const image::Size to{image.size.width, image.size.height};
  std::vector<std::byte> decoded(image::byte_size(encoded.size(), format));
  image::DecodeReport report = image::decode(encoded, {decoded, encoded.size(), format});
  image.pixels = store.allocate(image::byte_size(to, format));
  image::resize_bilinear({decoded, encoded.size(), format}, {image.pixels->bytes(), to, format});
  return report;
}

LoadedImage load(const dataset::Datapoint& datapoint, std::size_t index, predict::PixelStore& store,
                 const LoadOptions& options) {
  const image::EncodedImage encoded =
      image::read_image(datapoint.path, options.rules, options.limits);
  const image::Size size = encoded.size();
  LoadedImage loaded{{index, datapoint.id, {size.width, size.height}, options.color, nullptr},
                     {size.width, size.height},
                     {}};
  if (options.resize_to) {
    loaded.image.size = {options.resize_to->first, options.resize_to->second};
  }
  image::DecodeReport report = loaded.image.size == loaded.original
                                   ? decode_in_place(encoded, store, loaded.image)
                                   : decode_resized(encoded, store, loaded.image);
  loaded.notes = std::move(report.notes);
  return loaded;
}

}  // namespace

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

image::DecodeRules decode_rules(const definition::Dataset& dataset) {
  image::DecodeRules rules;
  if (dataset.exif == definition::Exif::ignore) rules.exif = image::Exif::ignore;
  if (dataset.truncated == definition::Truncated::warn) rules.truncated = image::Truncated::keep;
  if (const auto& background = dataset.background) {
    rules.background = image::Rgb{(*background)[0], (*background)[1], (*background)[2]};
  }
  return rules;
}

image::DecodeLimits decode_limits(const definition::Dataset& dataset) {
  image::DecodeLimits limits;
  limits.max_pixels = dataset.max_pixels;
  return limits;
}

LoadOptions load_options(const RunInput& input, const predict::ModelFacts& facts) {
  return {decode_rules(input.dataset_spec), decode_limits(input.dataset_spec), facts.color,
          input.model.runtime.image_size};
}

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
