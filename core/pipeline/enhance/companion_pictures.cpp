// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/enhance/companion_pictures.hpp"

#include <fmt/format.h>

#include <cstring>
#include <utility>

#include "core/base/error.hpp"
#include "core/dataset/convert/write_plain.hpp"
#include "core/dataset/label_map.hpp"
#include "core/image/encode.hpp"
#include "core/pipeline/target_image.hpp"
#include "core/stress/annotation/move_classes.hpp"
#include "core/stress/score/picture_judge.hpp"

namespace assay::pipeline {
namespace {

namespace convert = dataset::convert;

class Labels final : public CompanionPicture {
 public:
  Labels(dataset::LabelMap map, convert::LabelNumbers numbers)
      : map_(std::move(map)), numbers_(std::move(numbers)) {}

  const char* folder() const override { return convert::kLabels; }

  std::string moved(const stress::WarpChain& warps, stress::Workspace& workspace) const override {
    const image::Size size{map_.size.width, map_.size.height};
    std::vector<std::byte> pixels;
    for (const std::int32_t one : move_classes(map_.classes, size, warps, workspace)) {
      const auto category = static_cast<std::size_t>(one);
      pixels.push_back(std::byte{one < 0 ? numbers_.ignored : numbers_.of_category[category]});
    }
    return image::encode_png({pixels, size, image::PixelFormat::gray});
  }

 private:
  dataset::LabelMap map_;
  convert::LabelNumbers numbers_;
};

class Target final : public CompanionPicture {
 public:
  explicit Target(evaluation::TargetPixels pixels) : pixels_(std::move(pixels)) {}

  const char* folder() const override { return convert::kTargets; }

  std::string moved(const stress::WarpChain& warps, stress::Workspace&) const override {
    const auto values = stress::moved_target(pixels_, image::PixelFormat::rgb, warps);
    return image::encode_png(
        {std::as_bytes(std::span(values)), pixels_.size, image::PixelFormat::rgb});
  }

 private:
  evaluation::TargetPixels pixels_;
};

std::unique_ptr<CompanionPicture> read_labels(const SourceData& source, std::size_t datapoint,
                                              image::Size size) {
  dataset::LabelMap map = read_label_map(source.plain, datapoint);
  if (map.size.width != size.width || map.size.height != size.height) {
    throw Error(ErrorKind::dataset,
                fmt::format("its labels have {}x{} pixels, the image {}x{}", map.size.width,
                            map.size.height, size.width, size.height));
  }
  return std::make_unique<Labels>(std::move(map), convert::label_numbers(source.plain));
}

}  // namespace

std::unique_ptr<CompanionPicture> read_companion(const SourceData& source, std::size_t datapoint,
                                                 image::Size size) {
  if (has_label_maps(source.plain)) return read_labels(source, datapoint, size);
  if (!std::holds_alternative<dataset::ImageTruth>(source.plain.truth)) return nullptr;
  return std::make_unique<Target>(
      read_target(source.plain, source.spec, datapoint, image::PixelFormat::rgb));
}

}  // namespace assay::pipeline
