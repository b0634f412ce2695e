// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/truth_files.hpp"

#include <fmt/format.h>

#include <optional>
#include <unordered_map>

#include "core/dataset/problems.hpp"
#include "core/dataset/stored_size.hpp"

namespace assay::pipeline {
namespace {

/// Labels of another size than their image cannot be compared with what the model gives.
void check_label_sizes(const dataset::Dataset& dataset, const definition::Dataset& spec) {
  const auto* labels = std::get_if<dataset::LabelMapTruth>(&dataset.truth);
  const auto* panoptic = std::get_if<dataset::PanopticTruth>(&dataset.truth);
  if (labels == nullptr && panoptic == nullptr) return;
  const auto& maps = labels != nullptr ? labels->maps : panoptic->maps;
  dataset::Problems problems;
  for (std::size_t i = 0; i < maps.size(); ++i) {
    const dataset::Datapoint& datapoint = dataset.datapoints[i];
    const auto image = dataset::upright_size(datapoint.path, spec.exif);
    const auto map = dataset::upright_size(maps[i], definition::Exif::ignore);
    if (!map) {
      problems.add(fmt::format("the labels of '{}' cannot be read", datapoint.id));
    } else if (image && *image != *map) {  // an image that cannot be read fails by itself
      problems.add(fmt::format("the labels of '{}' have {}x{} pixels, the image {}x{}",
                               datapoint.id, map->width, map->height, image->width, image->height));
    }
  }
  problems.throw_if_any(fmt::format("data set '{}'", spec.name), "mend the labels");
}

/// A target that is missing is the data's fault and not the model's: it is said before the run.
void check_targets(const dataset::Dataset& dataset, const definition::Dataset& spec) {
  const auto* truth = std::get_if<dataset::ImageTruth>(&dataset.truth);
  if (truth == nullptr) return;
  dataset::Problems problems;
  for (std::size_t i = 0; i < truth->targets.size(); ++i) {
    if (dataset::upright_size(truth->targets[i], spec.exif)) continue;
    problems.add(fmt::format("the target of '{}' is missing or no image: {}",
                             dataset.datapoints[i].id, truth->targets[i].string()));
  }
  problems.throw_if_any(fmt::format("data set '{}'", spec.name), "mend the targets");
}

/// Run lengths of another size than their image match nothing; COCO's reader knows both sizes.
void check_mask_sizes(const dataset::Dataset& dataset, const definition::Dataset& spec) {
  const auto* truth = std::get_if<dataset::InstanceTruth>(&dataset.truth);
  const bool stated = spec.format == definition::DatasetFormat::coco && spec.masks.empty();
  if (truth == nullptr || stated) return;  // COCO's reader has compared them
  std::unordered_map<std::int64_t, const dataset::Datapoint*> datapoints;
  for (const dataset::Datapoint& datapoint : dataset.datapoints) {
    datapoints[datapoint.image_id] = &datapoint;
  }
  std::unordered_map<std::int64_t, std::optional<dataset::ImageSize>> sizes;
  dataset::Problems problems;
  for (const dataset::Annotation& of : truth->annotations) {
    if (of.shape == dataset::kNoShape || truth->shapes.is_polygons(of.shape)) continue;
    const dataset::Datapoint& datapoint = *datapoints.at(of.image_id);
    const image::Size mask = truth->shapes.size_of_run_lengths(of.shape);
    const auto [size, is_new] = sizes.try_emplace(of.image_id);
    if (is_new) size->second = dataset::upright_size(datapoint.path, spec.exif);
    const auto& image = size->second;
    if (!image || (image->width == mask.width && image->height == mask.height)) continue;
    problems.add(
        fmt::format("a mask of '{}' has {}x{} pixels, the image {}x{}; run lengths have "
                    "\"size\": [height, width]",
                    datapoint.id, mask.width, mask.height, image->width, image->height));
  }
  problems.throw_if_any(fmt::format("data set '{}'", spec.name), "mend the masks");
}

}  // namespace

void check_truth_files(const dataset::Dataset& dataset, const definition::Dataset& spec) {
  check_label_sizes(dataset, spec);
  check_mask_sizes(dataset, spec);
  check_targets(dataset, spec);
}

}  // namespace assay::pipeline
