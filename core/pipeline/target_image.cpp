// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/target_image.hpp"

#include <fmt/format.h>

#include "core/base/error.hpp"
#include "core/dataset/stored_size.hpp"
#include "core/image/decode.hpp"
#include "core/pipeline/image_loader.hpp"

namespace assay::pipeline {
namespace {

const std::filesystem::path& path_of(const dataset::Dataset& dataset, std::size_t datapoint) {
  return std::get<dataset::ImageTruth>(dataset.truth).targets.at(datapoint);
}

image::EncodedImage read(const std::filesystem::path& path, const definition::Dataset& spec) {
  return image::read_image(path, decode_rules(spec), decode_limits(spec));
}

template <class Body>
auto naming(const std::filesystem::path& path, Body body) {
  return in_context([&] { return fmt::format("reading the target image {}", path.string()); },
                    body);
}

}  // namespace

image::Size target_size(const dataset::Dataset& dataset, const definition::Dataset& spec,
                        std::size_t datapoint) {
  const auto& path = path_of(dataset, datapoint);
  const auto size = dataset::upright_size(path, spec.exif);
  if (size) return {size->width, size->height};
  throw Error(ErrorKind::dataset,
              fmt::format("the target {} is missing or no image", path.string()));
}

evaluation::TargetPixels read_target(const dataset::Dataset& dataset,
                                     const definition::Dataset& spec, std::size_t datapoint,
                                     image::PixelFormat format) {
  const auto& path = path_of(dataset, datapoint);
  return naming(path, [&] {
    const image::EncodedImage encoded = read(path, spec);
    evaluation::TargetPixels target{encoded.size(), {}};
    target.values.resize(image::byte_size(target.size, format));
    image::decode(encoded, {std::as_writable_bytes(std::span(target.values)), target.size, format});
    return target;
  });
}

}  // namespace assay::pipeline
