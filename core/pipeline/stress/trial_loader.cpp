// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/stress/trial_loader.hpp"

#include <cstring>
#include <utility>

#include "core/base/check.hpp"
#include "core/base/error.hpp"
#include "core/image/convert.hpp"
#include "core/image/resize.hpp"
#include "core/stress/domain/transform.hpp"

namespace assay::pipeline {
namespace {

using Lease = stress::Workspace::Lease<std::byte>;

/// What all trials are made from.
struct Making {
  TrialSource source;
  CpuTime& transforming;
};

/// Transforms into `to`, RGB of the picture's size; copies where the trial is of the image itself.
void make_pixels(const Making& making, const Trial& trial, const Picture& picture,
                 std::span<std::byte> to, stress::Workspace& workspace) {
  const image::MutablePixelView view{to, picture.size, image::PixelFormat::rgb};
  if (!trial.point) {
    std::memcpy(to.data(), picture.rgb.data(), picture.rgb.size());
    return;
  }
  const TrialSource& source = making.source;
  const std::string& id = source.dataset.datapoints.at(trial.datapoint).id;
  const CpuTime::Span span(making.transforming);
  transform(source.domain, *trial.point, {picture.view(), id, source.seed, trial.draw}, view,
            workspace);
}

/// From RGB pixels of one size to those that the model sees.
void finish_pixels(const image::PixelView& rgb, predict::Image& image,
                   stress::Workspace& workspace) {
  const image::Size to{image.size.width, image.size.height};
  const image::PixelFormat format = format_of(image.color);
  const image::MutablePixelView out{image.pixels->bytes(), to, format};
  if (rgb.size == to) {
    image::convert_rgb(rgb, out);
    return;
  }
  const Lease resized = workspace.lease<std::byte>(image::byte_size(to, rgb.format));
  resize_bilinear(rgb, {resized.span(), to, rgb.format});
  image::convert_rgb({resized.span(), to, rgb.format}, out);
}

LoadedImage load(const Making& making, const Trial& trial, std::size_t number,
                 predict::PixelStore& store, const LoadOptions& options) {
  // One for each thread that loads: it keeps its memory from image to image.
  thread_local stress::Workspace workspace;
  const TrialSource& source = making.source;
  const std::shared_ptr<const Picture> picture = source.pictures.get(trial.datapoint);
  const predict::ImageSize size{picture->size.width, picture->size.height};
  LoadedImage loaded{
      {number, source.dataset.datapoints.at(trial.datapoint).id, size, options.color, nullptr},
      size,
      picture->notes};
  if (options.resize_to) {
    loaded.image.size = {options.resize_to->first, options.resize_to->second};
  }
  const image::Size seen{loaded.image.size.width, loaded.image.size.height};
  loaded.image.pixels = store.allocate(image::byte_size(seen, format_of(options.color)));
  if (seen == picture->size && options.color == predict::Color::rgb) {
    make_pixels(making, trial, *picture, loaded.image.pixels->bytes(), workspace);
    return loaded;
  }
  const Lease rgb = workspace.lease<std::byte>(picture->rgb.size());
  make_pixels(making, trial, *picture, rgb.span(), workspace);
  finish_pixels({rgb.span(), picture->size, image::PixelFormat::rgb}, loaded.image, workspace);
  return loaded;
}

}  // namespace

LoadImage trial_loader(const TrialSource& source, TrialOf trial_of, predict::PixelStore& store,
                       const LoadOptions& options, CpuTime& transforming) {
  const Making making{source, transforming};
  return
      [making, trial_of = std::move(trial_of), &store, options](std::size_t number) -> LoadResult {
        try {
          return load(making, trial_of(number), number, store, options);
        } catch (const Error& error) {
          if (error.kind() != ErrorKind::dataset) throw;
          return predict::Failure{predict::FailureKind::image_unreadable, error.message()};
        }
      };
}

}  // namespace assay::pipeline
